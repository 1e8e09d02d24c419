from multiprocessing import Process, Queue
import sys


def add_up(limit, queue):
    total = 0
    for number in range(limit):
        total += number
    queue.put(print(total))


if __name__ == "__main__":
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    queue = Queue()
    process = Process(target=add_up, args=(limit, queue))
    process.start()
    process.join()

    print("the total is", queue.get())
