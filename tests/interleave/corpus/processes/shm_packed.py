# verdict: W
# holds: numbers == [2]
# twin: shm_packed_locked.py
# about: Shared memory is read and written by `struct`: an update is lost.

import struct
from multiprocessing import Lock, Process
from multiprocessing.shared_memory import SharedMemory


def add(name, lock):
    memory = SharedMemory(name=name)
    (number,) = struct.unpack_from("i", memory.buf, 0)
    struct.pack_into("i", memory.buf, 0, number + 1)
    memory.close()


if __name__ == "__main__":
    memory, lock = SharedMemory(create=True, size=4), Lock()
    processes = [Process(target=add, args=(memory.name, lock)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(struct.unpack_from("i", memory.buf)[0])
    memory.close()
    memory.unlink()
