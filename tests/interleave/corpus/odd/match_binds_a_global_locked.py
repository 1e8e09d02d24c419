# verdict: OK
# holds: numbers == [2]
# twin: match_binds_a_global.py
# about: Read and bound under one lock.

import threading

last = 0
lock = threading.Lock()


def work():
    global last
    with lock:
        value = last
        match [value + 1]:
            case [last]:
                pass


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(last)
