import sys
import threading

class Guard:
    def __init__(self):
        self.lock = threading.Lock()
    def __enter__(self):
        self.lock.acquire()
        return self
    def __exit__(self, kind, value, trace):
        self.lock.release()
total = 0
guard = Guard()
def add(amount):
    global total
    with guard:
        total = total + amount


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
