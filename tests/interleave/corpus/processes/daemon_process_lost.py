# verdict: W
# methods: fork spawn
# holds: lines == ["written"]
# blame: -
# twin: daemon_process_joined.py
# about: A daemon process is terminated when main ends.

import time
from multiprocessing import Process


def write():
    time.sleep(1)
    print("written")


if __name__ == "__main__":
    Process(target=write, daemon=True).start()
