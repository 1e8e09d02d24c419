# verdict: OK
# methods: fork spawn
# holds: numbers == [1, 2]
# twin: list_not_shared.py
# about: Appending to a manager's list is one message.

from multiprocessing import Manager, Process


def note(n, found):
    found.append(n)


if __name__ == "__main__":
    with Manager() as manager:
        found = manager.list()
        ps = [Process(target=note, args=(n, found)) for n in (1, 2)]
        for p in ps:
            p.start()
        for p in ps:
            p.join()
        print(sorted(found))
