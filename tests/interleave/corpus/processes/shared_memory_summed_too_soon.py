# verdict: W
# holds: numbers == [3]
# blame: buf
# twin: shared_memory_summed.py
# about: Each adds up what may be there only in part, and the last one to write has the last word.

from multiprocessing import Process, shared_memory

def work(name, i):
    shm = shared_memory.SharedMemory(name=name)
    shm.buf[i] = i + 1
    shm.buf[2] = shm.buf[0] + shm.buf[1]
    shm.close()

if __name__ == "__main__":
    shm = shared_memory.SharedMemory(create=True, size=3)
    ps = [Process(target=work, args=(shm.name, i)) for i in range(2)]
    for p in ps: p.start()
    for p in ps: p.join()
    print(shm.buf[2])
    shm.close(); shm.unlink()
