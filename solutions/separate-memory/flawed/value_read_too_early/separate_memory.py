from multiprocessing import Process, Value
import sys



def add_up(limit, total):
    for number in range(limit):
        total.value += number


if __name__ == "__main__":
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100

    total = Value("i", 0)
    process = Process(target=add_up, args=(limit, total))
    process.start()

    print("the total is", total.value)
    process.join()
