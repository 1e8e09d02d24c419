# verdict: W
# methods: fork spawn
# holds: numbers == [2]
# blame: stock
# twin: manager_dict_locked.py
# about: A manager's dict: each access is one message, two of them are not.

from multiprocessing import Manager, Process


def deliver(stock):
    stock["apples"] += 1


if __name__ == "__main__":
    with Manager() as manager:
        stock = manager.dict(apples=0)
        ps = [Process(target=deliver, args=(stock,)) for _ in range(2)]
        for p in ps:
            p.start()
        for p in ps:
            p.join()
        print(stock["apples"])
