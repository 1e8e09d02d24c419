import sys
import threading

total = 0
lock = threading.Lock()
def add(amount):
    global total
    with lock:
        total = total + amount
def show(words):
    print("\x1b[32m" + words + "\x1b[0m ✓ naïve 日本", file=sys.stderr)
show("started")


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
