import sys
import threading

total = 0
lock = threading.Lock()
def add(amount):
    global total
    with lock:
        total = total + amount


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(2_000):
        print('line', number)
    print(total)
