# verdict: OK
# holds: numbers == [2]
# about: Four processes come to a barrier for two; nobody arrives while the action is carried out.

from functools import partial
from multiprocessing import Barrier, Process, Value


def count(rounds):
    with rounds.get_lock():
        rounds.value += 1


def come(barrier):
    barrier.wait()


if __name__ == "__main__":
    rounds = Value("i", 0)
    barrier = Barrier(2, action=partial(count, rounds))
    people = [Process(target=come, args=(barrier,)) for _ in range(4)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    print(rounds.value)
