# verdict: OK
# methods: fork spawn
# holds: numbers == [2]
# twin: value_thread_and_process.py
# about: The Value's lock works for threads and processes alike.

import threading
from multiprocessing import Process, Value


def add(counter):
    with counter.get_lock():
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
