# verdict: W
# holds: lines == ["['through']"]
# twin: barrier_broken_afterwards.py
# about: Who breaks the barrier right behind it breaks it for those who have not woken yet.

from threading import Barrier, BrokenBarrierError, Thread

barrier = Barrier(2)
said = []


def first():
    try:
        barrier.wait()
        said.append("through")
    except BrokenBarrierError:
        said.append("broken")


def second():
    barrier.wait()
    barrier.abort()


people = [Thread(target=first), Thread(target=second)]
for one in people:
    one.start()
for one in people:
    one.join()
print(said)
