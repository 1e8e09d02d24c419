# verdict: W
# holds: numbers == [2]
# blame: total
# twin: lock_as_argument.py
# about: Each thread gets a new lock, so the locks exclude nothing.

import threading

total = 0


def add(lock):
    global total
    with lock:
        old = total
        total = old + 1


def main():
    workers = [threading.Thread(target=add, args=(threading.Lock(),)) for _ in range(2)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    print(total)


if __name__ == "__main__":
    main()
