# verdict: X
# blame: -
# twin: exception_handled.py
# about: One thread dies of a ZeroDivisionError, the program prints its sum and ends with exit code 0.

import threading

results = []


def divide(n):
    results.append(12 // n)


threads = [threading.Thread(target=divide, args=(n,)) for n in (3, 0, 4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sum(results))
