# verdict: OK
# methods: fork spawn
# holds: numbers == [2]
# twin: shared_memory_bytes.py
# about: The same under a lock.

from multiprocessing import Lock, Process
from multiprocessing.shared_memory import SharedMemory


def bump(name, lock):
    block = SharedMemory(name=name)
    with lock:
        block.buf[0] = block.buf[0] + 1
    block.close()


if __name__ == "__main__":
    lock = Lock()
    block = SharedMemory(create=True, size=1)
    block.buf[0] = 0
    ps = [Process(target=bump, args=(block.name, lock)) for _ in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(block.buf[0])
    block.close()
    block.unlink()
