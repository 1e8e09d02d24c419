# verdict: OK
# methods: fork spawn
# holds: lines == ["written"]
# twin: daemon_process_lost.py
# about: Joined, a daemon process may finish.

import time
from multiprocessing import Process


def write():
    time.sleep(1)
    print("written")


if __name__ == "__main__":
    p = Process(target=write, daemon=True)
    p.start()
    p.join()
