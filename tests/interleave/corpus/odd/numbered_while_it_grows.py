# verdict: W
# holds: numbers in ([0], [0, 1])
# blame: -
# about: enumerate goes through the list while another puts something in front.

import threading

names = ["a"]
out = []


def number():
    for n, name in enumerate(names):
        out.append(n)
        if n == 2:
            break


def grow():
    names.insert(0, "b")
    names.insert(0, "c")


ts = [threading.Thread(target=number), threading.Thread(target=grow)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*out)
