# verdict: W
# holds: numbers == [24]
# twin: gcd_sum.py
# blame: total
# about: The same without the lock: a sum is lost.

import threading

total = 0


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def work():
    global total
    for a, b in [(12, 4), (12, 4), (12, 4)]:
        divisor = gcd(a, b)
        total += divisor


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
