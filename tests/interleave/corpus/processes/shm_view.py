# verdict: W
# holds: numbers == [2]
# about: A slice of shared memory is a view of it: an update through it is lost.

from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def add(name):
    memory = SharedMemory(name=name)
    cell = memory.buf[1:3]
    cell[0] += 1
    cell.release()
    memory.close()


if __name__ == "__main__":
    memory = SharedMemory(create=True, size=4)
    processes = [Process(target=add, args=(memory.name,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(memory.buf[1])
    memory.close()
    memory.unlink()
