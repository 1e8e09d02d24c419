from multiprocessing import Process
import sys


def add_up(limit):
    total = 0
    for number in range(limit):
        total += number


if __name__ == "__main__":
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100

    process = Process(target=add_up, args=(limit,))
    process.start()
    process.join()

    print("the total is", limit * (limit - 1) // 2)
