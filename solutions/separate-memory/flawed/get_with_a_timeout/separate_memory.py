from multiprocessing import Process, Queue
import sys

total = 0


def add_up(limit, results):
    total = 0
    for number in range(limit):
        total += number
    results.put(total)


if __name__ == "__main__":
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100

    results = Queue()
    process = Process(target=add_up, args=(limit, results))
    process.start()
    total = results.get(timeout=1)
    process.join()

    print("the total is", total)
