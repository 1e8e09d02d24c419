import sys
import threading

total = 0


def add(amount):
    global total
    copy = total
    total = copy + amount


# HERE


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
