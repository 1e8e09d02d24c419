# verdict: OK
# holds: numbers == [2]
# twin: lock_timeout_ignored.py
# about: Who does not get the second lock in time gives the first back and tries again; both take them in the same order.

import threading

first, second = threading.Lock(), threading.Lock()
counter = 0


def work():
    global counter
    while True:
        with first:
            if second.acquire(timeout=0.1):
                try:
                    counter += 1
                    return
                finally:
                    second.release()


if __name__ == "__main__":
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(counter)
