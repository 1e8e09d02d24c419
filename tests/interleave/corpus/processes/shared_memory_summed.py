# verdict: OK
# holds: numbers == [3]
# twin: shared_memory_summed_too_soon.py
# about: Both have written their byte before one adds them up.

from multiprocessing import Process, shared_memory, Barrier

def work(name, i, barrier):
    shm = shared_memory.SharedMemory(name=name)
    shm.buf[i] = i + 1
    barrier.wait()
    if i == 0:
        shm.buf[2] = shm.buf[0] + shm.buf[1]
    shm.close()

if __name__ == "__main__":
    shm = shared_memory.SharedMemory(create=True, size=3)
    barrier = Barrier(2)
    ps = [Process(target=work, args=(shm.name, i, barrier)) for i in range(2)]
    for p in ps: p.start()
    for p in ps: p.join()
    print(shm.buf[2])
    shm.close(); shm.unlink()
