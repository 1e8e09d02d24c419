# verdict: W
# methods: fork spawn
# holds: numbers == [2]
# blame: buf
# twin: shared_memory_locked.py
# about: Two processes count in one byte of shared memory.

from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def bump(name):
    block = SharedMemory(name=name)
    block.buf[0] = block.buf[0] + 1
    block.close()


if __name__ == "__main__":
    block = SharedMemory(create=True, size=1)
    block.buf[0] = 0
    ps = [Process(target=bump, args=(block.name,)) for _ in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(block.buf[0])
    block.close()
    block.unlink()
