# verdict: W
# holds: numbers == [30]
# blame: result
# twin: printed_after_join.py
# about: The result is printed while the threads may still be adding to it.

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
print("Result:", result)
for t in threads:
    t.join()
