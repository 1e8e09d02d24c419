# verdict: OK
# methods: fork spawn
# holds: numbers == [2]
# twin: memory_of_a_manager.py
# about: The same under a lock.

from multiprocessing import Lock, Process
from multiprocessing.managers import SharedMemoryManager


def bump(counts, lock):
    with lock:
        counts[0] += 1


if __name__ == "__main__":
    lock = Lock()
    with SharedMemoryManager() as memory:
        counts = memory.ShareableList([0])
        ps = [Process(target=bump, args=(counts, lock)) for _ in range(2)]
        for p in ps:
            p.start()
        for p in ps:
            p.join()
        print(counts[0])
