import sys
import threading

import contextlib
total = 0
locks = [threading.Lock() for _ in range(3)]
@contextlib.contextmanager
def all_locks():
    with contextlib.ExitStack() as stack:
        for lock in locks:
            stack.enter_context(lock)
        yield
def add(amount):
    global total
    with all_locks(), contextlib.suppress(KeyError):
        total = total + amount


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
