# verdict: OK
# methods: fork spawn
# holds: lines == ["go"]
# twin: mp_condition_lost.py
# about: wait_for looks at the Value with the lock held.

from multiprocessing import Condition, Process, Value


def wait(cond, ready):
    with cond:
        cond.wait_for(lambda: ready.value)
    print("go")


if __name__ == "__main__":
    cond = Condition()
    ready = Value("b", 0)
    p = Process(target=wait, args=(cond, ready))
    p.start()
    with cond:
        ready.value = 1
        cond.notify()
    p.join()
