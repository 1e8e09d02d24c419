import multiprocessing


def add_100(number, lock):
    for _ in range(100):
        lock.acquire()
        number.value += 1
        lock.release()


def main():
    with multiprocessing.Manager() as manager:
        lock = manager.Lock()
        number = multiprocessing.Value("i", 0)
        adders = [multiprocessing.Process(target=add_100, args=(number, lock)) for _ in range(2)]
        for adder in adders:
            adder.start()
        for adder in adders:
            adder.join()
        print("sum:", number.value)


if __name__ == "__main__":
    main()
