# verdict: W
# holds: lines == ["through"]
# methods: spawn fork
# about: Who breaks the barrier right behind it breaks it for those who have not woken yet.

from multiprocessing import Barrier, Process, Queue
from threading import BrokenBarrierError


def first(barrier, queue):
    try:
        barrier.wait()
        queue.put("through")
    except BrokenBarrierError:
        queue.put("broken")


def second(barrier):
    barrier.wait()
    barrier.abort()


if __name__ == "__main__":
    barrier, queue = Barrier(2), Queue()
    people = [Process(target=first, args=(barrier, queue)), Process(target=second, args=(barrier,))]
    for one in people:
        one.start()
    print(queue.get())
    for one in people:
        one.join()
