# verdict: W
# methods: fork spawn
# holds: lines == ["hello from a process"]
# blame: -
# twin: with_guard.py
# about: "_main_" with single underscores: nothing happens at all.

from multiprocessing import Process


def hello():
    print("hello from a process")


if __name__ == "_main_":
    p = Process(target=hello)
    p.start()
    p.join()
