# verdict: OK
# holds: numbers == [30]
# twin: printed_before_join.py
# about: The same, printed when all are done.

import threading

result = 0
lock = threading.Lock()


def add(n):
    global result
    with lock:
        result += n


threads = [threading.Thread(target=add, args=(n,)) for n in (10, 20)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("Result:", result)
