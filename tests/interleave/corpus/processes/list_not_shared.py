# verdict: W
# methods: fork spawn
# holds: numbers == [1, 2]
# blame: -
# twin: manager_list.py
# about: An ordinary list is copied into each child.

from multiprocessing import Process


def note(n, found):
    found.append(n)


if __name__ == "__main__":
    found = []
    ps = [Process(target=note, args=(n, found)) for n in (1, 2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(sorted(found))
