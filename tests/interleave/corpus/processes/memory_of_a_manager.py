# verdict: W
# methods: fork spawn
# holds: numbers == [2]
# blame: counts
# twin: memory_of_a_manager_locked.py
# about: A list in shared memory that a SharedMemoryManager made, and nobody locks.

from multiprocessing import Process
from multiprocessing.managers import SharedMemoryManager


def bump(counts):
    counts[0] += 1


if __name__ == "__main__":
    with SharedMemoryManager() as memory:
        counts = memory.ShareableList([0])
        ps = [Process(target=bump, args=(counts,)) for _ in range(2)]
        for p in ps:
            p.start()
        for p in ps:
            p.join()
        print(counts[0])
