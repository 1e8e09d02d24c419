from multiprocessing import Manager, Process
import sys



def add_up(limit, shared):
    shared["total"] = 0
    for number in range(limit):
        shared["total"] += number


if __name__ == "__main__":
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100

    with Manager() as manager:
        shared = manager.dict()
        process = Process(target=add_up, args=(limit, shared))
        process.start()
        process.join()
        print("the total is", shared["total"])
