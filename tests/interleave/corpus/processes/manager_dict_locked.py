# verdict: OK
# methods: fork spawn
# holds: numbers == [2]
# twin: manager_dict.py
# about: The manager's dict and a lock.

from multiprocessing import Lock, Manager, Process


def deliver(stock, lock):
    with lock:
        stock["apples"] += 1


if __name__ == "__main__":
    lock = Lock()
    with Manager() as manager:
        stock = manager.dict(apples=0)
        ps = [Process(target=deliver, args=(stock, lock)) for _ in range(2)]
        for p in ps:
            p.start()
        for p in ps:
            p.join()
        print(stock["apples"])
