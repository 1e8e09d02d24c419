# verdict: OK
# holds: numbers == [2]
# twin: permit_never_given.py
# about: A permit is asked for again and again, each time for a while.

import threading

permits = threading.Semaphore(1)
lock = threading.Lock()
counter = 0


def work():
    global counter
    while not permits.acquire(timeout=0.1):
        pass
    with lock:
        counter += 1
    permits.release()


if __name__ == "__main__":
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(counter)
