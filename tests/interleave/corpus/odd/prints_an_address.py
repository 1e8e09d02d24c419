# verdict: OK
# holds: len(lines) == 3 and all("0x" in line for line in lines)
# about: The printed text holds addresses, which are other ones in each run: still one ending.

import threading


class Box:
    pass


lock = threading.Lock()
boxes = []


def make():
    box = Box()
    with lock:
        boxes.append(box)


ts = [threading.Thread(target=make) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(lock)
for box in boxes:
    print(box)
