# verdict: OK
# holds: numbers == [2]
# twin: lock_each_as_argument.py
# about: One lock, handed to both threads.

import threading

total = 0


def add(lock):
    global total
    with lock:
        old = total
        total = old + 1


def main():
    lock = threading.Lock()
    workers = [threading.Thread(target=add, args=(lock,)) for _ in range(2)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    print(total)


if __name__ == "__main__":
    main()
