# verdict: OK
# holds: numbers == [24]
# twin: gcd_sum_unlocked.py
# about: Equal numbers in a row: each call of the function does what the last one did, and comes to its end.

import threading

total = 0
lock = threading.Lock()


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def work():
    global total
    for a, b in [(12, 4), (12, 4), (12, 4)]:
        divisor = gcd(a, b)
        with lock:
            total += divisor


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
