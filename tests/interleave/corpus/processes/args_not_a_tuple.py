# verdict: X
# methods: fork spawn
# blame: -
# twin: with_guard.py
# about: args=(5) is no tuple; here the parent itself fails.

from multiprocessing import Process


def double(n):
    print(2 * n)


if __name__ == "__main__":
    p = Process(target=double, args=(5))
    p.start()
    p.join()
