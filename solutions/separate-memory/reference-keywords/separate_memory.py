from multiprocessing import Process, SimpleQueue
import sys


def add_up(limit, answer):
    answer.put(sum(range(limit)))


if __name__ == "__main__":
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100

    answer = SimpleQueue()
    process = Process(target=add_up, kwargs={"limit": limit, "answer": answer})
    process.start()
    process.join()

    total = answer.get()
    if limit == 100:
        assert total == 4950, total
    print("the total is", total)
