# verdict: X
# blame: -
# twin: shared_count.py
# about: Two threads draw from one generator: "generator already executing".

import threading

last = 0


def tickets():
    global last
    while True:
        last = last + 1
        yield last


machine = tickets()
drawn = []


def visitor():
    drawn.append(next(machine))


ts = [threading.Thread(target=visitor) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(drawn))
