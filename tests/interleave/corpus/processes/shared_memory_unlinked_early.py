# verdict: X
# holds: numbers == [7]
# twin: shared_memory_locked.py
# about: Main removes the name of the block before it has waited for who looks it up.

from multiprocessing import Process, shared_memory


def show(name):
    block = shared_memory.SharedMemory(name=name)
    print(block.buf[0])
    block.close()


if __name__ == "__main__":
    block = shared_memory.SharedMemory(create=True, size=8)
    block.buf[0] = 7
    reader = Process(target=show, args=(block.name,))
    reader.start()
    block.close()
    block.unlink()
    reader.join()
