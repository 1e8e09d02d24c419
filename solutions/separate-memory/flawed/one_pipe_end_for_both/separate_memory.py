from multiprocessing import Pipe, Process
import sys

total = 0


def add_up(limit, end):
    end.send(sum(range(limit)))


if __name__ == "__main__":
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100

    mine, theirs = Pipe()
    process = Process(target=add_up, args=(limit, mine))
    process.start()
    print("the total is", mine.recv())
    process.join()
