import time
from threading import Lock, Thread

value = 0
lock = Lock()


def increase():
    global value
    with lock:
        local = value
        local += 1
        time.sleep(0.001)
        value = local


def main():
    threads = [Thread(target=increase) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("end value", value)


if __name__ == "__main__":
    main()
