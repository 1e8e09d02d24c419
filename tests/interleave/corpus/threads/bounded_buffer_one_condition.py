# verdict: D
# blame: changed
# twin: bounded_buffer.py
# about: Producers and consumers wait on one condition; a single notify may wake the wrong kind.

import threading

changed = threading.Condition()
buffer = []


def put(item):
    with changed:
        while len(buffer) == 1:
            changed.wait()
        buffer.append(item)
        changed.notify()


def take():
    with changed:
        while not buffer:
            changed.wait()
        buffer.pop()
        changed.notify()


threads = [threading.Thread(target=take) for _ in range(2)]
threads += [threading.Thread(target=put, args=(i,)) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("all done")
