from multiprocessing import Process
import sys

total = 0


def add_up(limit):
    global total
    for number in range(limit):
        total += number
    print(total)


if __name__ == "__main__":
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100

    process = Process(target=add_up, args=(limit,))
    process.start()
    process.join()

