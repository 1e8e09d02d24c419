# verdict[fork]: D
# verdict[spawn]: X
# methods: fork spawn
# blame: -
# twin: process_event.py
# about: A threading.Event set in a child stays unset in the parent.

import threading
from multiprocessing import Process


def work(done):
    done.set()


if __name__ == "__main__":
    done = threading.Event()
    p = Process(target=work, args=(done,))
    p.start()
    done.wait()
    print("done")
    p.join()
