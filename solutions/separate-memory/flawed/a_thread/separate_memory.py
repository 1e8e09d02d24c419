from threading import Thread
import sys

total = 0


def add_up(limit):
    global total
    for number in range(limit):
        total += number


if __name__ == "__main__":
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100

    thread = Thread(target=add_up, args=(limit,))
    thread.start()
    thread.join()

    print("the total is", total)
