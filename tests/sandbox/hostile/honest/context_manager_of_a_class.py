import contextlib
import sys
import threading


class Account:
    def __init__(self):
        self.lock = threading.BoundedSemaphore(1)

    @contextlib.contextmanager
    def alone(self):
        self.lock.acquire()
        try:
            yield
        finally:
            self.lock.release()


account = Account()
total = 0


def add(amount):
    global total
    with account.alone():
        total += amount


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
