from multiprocessing import Process, Value, RLock


def add_100(number, lock=None):
    with lock or number.get_lock():
        for i in range(100):
            number.value += 1


class Adder(Process):
    def __init__(self, number, lock):
        super().__init__(name="adder")
        self.number = number
        self.lock = lock

    def run(self):
        add_100(self.number, lock=self.lock)


if __name__ == "__main__":
    mutex = RLock()
    shared = Value("q", 0, lock=mutex)
    adders = [Adder(shared, mutex), Adder(shared, mutex)]
    for adder in adders:
        adder.start()
    for adder in adders:
        adder.join()
        print(adder.name, "ended with", adder.exitcode)
    print("number is", shared.value)
