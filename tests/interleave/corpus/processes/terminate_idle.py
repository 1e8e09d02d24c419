# verdict: OK
# methods: fork spawn
# holds: lines == ["got the lock"]
# twin: terminate_holder.py
# about: The process gives the lock back before it idles.

import time
from multiprocessing import Event, Lock, Process


def hold(lock, done):
    with lock:
        pass
    done.set()
    time.sleep(1000)


if __name__ == "__main__":
    lock = Lock()
    done = Event()
    p = Process(target=hold, args=(lock, done))
    p.start()
    done.wait()
    p.terminate()
    p.join()
    with lock:
        print("got the lock")
