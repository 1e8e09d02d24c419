# verdict[fork]: OK
# verdict[spawn]: X
# methods: fork spawn
# holds: lines == ["working"]
# blame: -
# twin: mp_rlock_twice.py
# about: Nobody in the parent keeps the lock: it is gone when the spawned child looks for it (FileNotFoundError).

from multiprocessing import Lock, Process


def work(lock):
    with lock:
        print("working")


if __name__ == "__main__":
    p = Process(target=work, args=(Lock(),))
    p.start()
    p.join()
