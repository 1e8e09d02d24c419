# verdict: OK
# holds: numbers == [0]
# methods: spawn fork
# twin: environment_counter.py
# about: Each process has environment variables of its own; what a child sets, its parent never sees.

import multiprocessing
import os


def count():
    os.environ["VISITS"] = str(int(os.environ.get("VISITS", "0")) + 1)


if __name__ == "__main__":
    ps = [multiprocessing.Process(target=count) for _ in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(os.environ.get("VISITS", "0"))
