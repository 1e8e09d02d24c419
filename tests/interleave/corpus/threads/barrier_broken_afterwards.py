# verdict: OK
# holds: lines == ["['through']"]
# twin: barrier_broken_while_leaving.py
# about: The barrier is broken when everybody has left it.

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


people = [Thread(target=first), Thread(target=second)]
for one in people:
    one.start()
for one in people:
    one.join()
barrier.abort()
print(said)
