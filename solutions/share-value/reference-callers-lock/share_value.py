from multiprocessing import Process, Value


def add_100(number):
    for i in range(100):
        number.value += 1


def worker(number):
    """Whoever calls add_100() holds the number's own lock, which may be taken twice by the same process."""
    with number.get_lock():
        add_100(number)


if __name__ == "__main__":
    shared_number = Value("i", 0)
    processes = [Process(target=worker, args=(shared_number,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print("Number at end is", shared_number.value)
