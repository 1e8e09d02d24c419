# verdict: OK
# holds: numbers == [10]
# twin: exception_while_holding.py
# about: The lock is released and the bad line is left out.

import threading

total = 0
lock = threading.Lock()


def add(text):
    global total
    with lock:
        try:
            total += int(text)
        except ValueError:
            print("left out", text)


threads = [threading.Thread(target=add, args=(text,)) for text in ("10", "ten")]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(total)
