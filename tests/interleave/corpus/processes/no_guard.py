# verdict[fork]: OK
# verdict[spawn]: X
# verdict[forkserver]: X
# methods: fork spawn forkserver
# holds: sorted(numbers) == [1, 4]
# twin: with_guard.py
# about: No guard: under spawn every child would start children again.

from multiprocessing import Process


def square(n):
    print(n * n)


processes = [Process(target=square, args=(n,)) for n in (1, 2)]
for p in processes:
    p.start()
for p in processes:
    p.join()
