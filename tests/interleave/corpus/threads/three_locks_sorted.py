# verdict: OK
# holds: numbers == [3]
# twin: three_locks_cycle.py
# about: Lower index first.

from threading import Lock, Thread

locks = [Lock() for _ in range(3)]
done = []


def work(i):
    low, high = sorted([i, (i + 1) % 3])
    with locks[low]:
        with locks[high]:
            done.append(i)


threads = [Thread(target=work, args=(i,)) for i in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(done))
