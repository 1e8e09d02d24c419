# verdict: W
# methods: fork spawn
# holds: numbers == [2]
# blame: value
# twin: value_thread_and_process_locked.py
# about: A thread of main and a process add to one Value.

import threading
from multiprocessing import Process, Value


def add(counter):
    counter.value += 1


if __name__ == "__main__":
    counter = Value("i", 0)
    p = Process(target=add, args=(counter,))
    t = threading.Thread(target=add, args=(counter,))
    p.start()
    t.start()
    p.join()
    t.join()
    print(counter.value)
