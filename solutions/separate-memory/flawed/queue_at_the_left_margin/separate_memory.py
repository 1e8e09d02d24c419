from multiprocessing import Process, Queue
import sys

results = Queue()


def add_up(limit):
    results.put(sum(range(limit)))


if __name__ == "__main__":
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100

    process = Process(target=add_up, args=(limit,))
    process.start()
    print("the total is", results.get())
    process.join()
