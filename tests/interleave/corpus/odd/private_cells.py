# verdict: OK
# holds: lines == ["[2, 3, 5, 7, 11]"]
# twin: private_cells_shared.py
# about: The loop's variable is in a cell, since a generator expression uses it: one for each call.

import threading

primes = []


def look(numbers):
    for n in numbers:
        if all(n % d for d in range(2, n)):
            primes.append(n)


ts = [threading.Thread(target=look, args=(some,)) for some in ([2, 3, 4, 5, 6], [7, 8, 9, 10, 11])]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(primes))
