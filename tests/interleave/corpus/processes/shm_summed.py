# verdict: W
# holds: numbers == [2]
# about: The sum over shared memory is taken while another process still writes.

from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def write(name):
    memory = SharedMemory(name=name)
    memory.buf[0] = 1
    memory.buf[3] = 1
    memory.close()


if __name__ == "__main__":
    memory = SharedMemory(create=True, size=4)
    process = Process(target=write, args=(memory.name,))
    process.start()
    print(sum(memory.buf))
    process.join()
    memory.close()
    memory.unlink()
