# verdict: D
# blame: forks
# twin: philosophers5_ordered.py
# about: Five philosophers as in the textbook.

import threading

forks = [threading.Lock() for _ in range(5)]
eaten = []


def dine(i):
    with forks[i]:
        with forks[(i + 1) % 5]:
            eaten.append(i)


threads = [threading.Thread(target=dine, args=(i,)) for i in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(eaten))
