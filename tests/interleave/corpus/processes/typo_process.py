# verdict: X
# methods: fork spawn
# blame: -
# twin: with_guard.py
# about: multiprocessing.Proces does not exist.

import multiprocessing


def hello():
    print("hello")


if __name__ == "__main__":
    p = multiprocessing.Proces(target=hello)
    p.start()
    p.join()
