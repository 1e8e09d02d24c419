# verdict: W
# methods: fork spawn
# holds: numbers == [3, 3]
# blame: parts
# twin: mp_barrier.py
# about: Two phases without the barrier.

from multiprocessing import Array, Process


def work(i, parts, sums):
    parts[i] = i + 1
    sums[i] = parts[0] + parts[1]


if __name__ == "__main__":
    parts, sums = Array("i", 2), Array("i", 2)
    ps = [Process(target=work, args=(i, parts, sums)) for i in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(*sums)
