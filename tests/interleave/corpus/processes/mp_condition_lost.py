# verdict: D
# methods: fork spawn
# blame: cond
# twin: mp_condition.py
# about: The notification may come before the wait.

from multiprocessing import Condition, Process


def wait(cond):
    with cond:
        cond.wait()
    print("go")


if __name__ == "__main__":
    cond = Condition()
    p = Process(target=wait, args=(cond,))
    p.start()
    with cond:
        cond.notify()
    p.join()
