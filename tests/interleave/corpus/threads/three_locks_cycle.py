# verdict: D
# blame: locks
# twin: three_locks_sorted.py
# about: A cycle of three, the locks come from a list.

from threading import Lock, Thread

locks = [Lock() for _ in range(3)]
done = []


def work(i):
    mine = locks[i]
    other = locks[(i + 1) % 3]
    with mine:
        with other:
            done.append(i)


threads = [Thread(target=work, args=(i,)) for i in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(done))
