# verdict: OK
# holds: lines == ["['through', 'through'] False 0"]
# about: A reset leaves those alone who were let go and have not left yet; whoever waits again waits for them first.

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
    said.append("through")
    barrier.reset()


people = [Thread(target=first), Thread(target=second)]
for one in people:
    one.start()
for one in people:
    one.join()
print(said, barrier.broken, barrier.n_waiting)
