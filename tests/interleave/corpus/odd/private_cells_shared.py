# verdict: W
# holds: numbers == [4]
# blame: found
# twin: private_cells.py
# about: Here the cell is that of one call, whose functions both threads run.

import threading


def search():
    found = 0

    def look(numbers):
        nonlocal found
        for n in numbers:
            if all(n % d for d in range(2, n)):
                found += 1

    ts = [threading.Thread(target=look, args=(some,)) for some in ([2, 3], [5, 7])]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    return found


print(search())
