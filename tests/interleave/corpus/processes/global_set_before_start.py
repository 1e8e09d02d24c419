# verdict[fork]: OK
# verdict[spawn]: W
# methods: fork spawn
# holds: lines == ["fast mode"]
# blame: -
# twin: with_guard.py
# about: Changed in main before the start: a forked child inherits it, a spawned one does not.

from multiprocessing import Process

mode = "slow"


def report():
    print(mode, "mode")


if __name__ == "__main__":
    mode = "fast"
    p = Process(target=report)
    p.start()
    p.join()
