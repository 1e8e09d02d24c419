# verdict: OK
# methods: fork spawn
# holds: numbers == [3, 3]
# twin: mp_barrier_missing.py
# about: Two phases with a barrier between.

from multiprocessing import Array, Barrier, Process


def work(i, parts, sums, barrier):
    parts[i] = i + 1
    barrier.wait()
    sums[i] = parts[0] + parts[1]


if __name__ == "__main__":
    parts, sums = Array("i", 2), Array("i", 2)
    barrier = Barrier(2)
    ps = [Process(target=work, args=(i, parts, sums, barrier)) for i in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(*sums)
