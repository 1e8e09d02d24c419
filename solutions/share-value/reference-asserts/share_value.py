from multiprocessing import Process, Value


def add_100(number):
    for i in range(100):
        with number.get_lock():
            number.value += 1


def adder(number, name):
    print(name, "begins")
    add_100(number)


if __name__ == "__main__":
    shared_number = Value("i", 0)

    processes = [Process(target=adder, args=(shared_number, name)) for name in ("anna", "ben")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    total = shared_number.value
    assert total == 200, f"{200 - total} are missing"
    print("Number at end is", total)
