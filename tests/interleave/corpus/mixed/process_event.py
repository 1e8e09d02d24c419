# verdict: OK
# methods: fork spawn
# holds: lines == ["done"]
# twin: thread_event_for_process.py
# about: A multiprocessing.Event works for a thread of main as well.

import threading
from multiprocessing import Event, Process


def work(done):
    done.set()


def watch(done):
    done.wait()
    print("done")


if __name__ == "__main__":
    done = Event()
    t = threading.Thread(target=watch, args=(done,))
    t.start()
    p = Process(target=work, args=(done,))
    p.start()
    p.join()
    t.join()
