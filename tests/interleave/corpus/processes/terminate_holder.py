# verdict: D
# methods: fork spawn
# blame: lock
# twin: terminate_idle.py
# about: A process is terminated while it holds the lock; nobody will ever give it back.

from multiprocessing import Event, Lock, Process


def hold(lock, holding):
    with lock:
        holding.set()
        while True:
            pass


if __name__ == "__main__":
    lock = Lock()
    holding = Event()
    p = Process(target=hold, args=(lock, holding))
    p.start()
    holding.wait()
    p.terminate()
    p.join()
    with lock:
        print("got the lock")
