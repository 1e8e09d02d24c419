# verdict: OK
# methods: fork spawn
# holds: numbers == [3]
# twin: child_dies.py
# about: A child ends with an exit code on purpose, and the parent looks at it.

import sys
from multiprocessing import Process


def check():
    sys.exit(3)


if __name__ == "__main__":
    p = Process(target=check)
    p.start()
    p.join()
    print(p.exitcode)
