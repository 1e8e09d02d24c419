# verdict: X
# methods: fork spawn
# holds: lines == ["done"]
# blame: -
# twin: child_exit_code.py
# about: The child dies of a ZeroDivisionError; the parent says done and exits with 0.

from multiprocessing import Process


def divide(a, b):
    print(a / b)


if __name__ == "__main__":
    p = Process(target=divide, args=(1, 0))
    p.start()
    p.join()
    print("done")
