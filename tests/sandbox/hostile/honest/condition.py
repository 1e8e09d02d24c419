import sys
import threading

total = 0
turn = threading.Condition()
def add(amount):
    global total
    with turn:
        total = total + amount
        turn.notify_all()


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
