# verdict: OK
# methods: fork spawn
# holds: lines == ["left: the rest"]
# twin: terminate_reader.py
# about: The process is told to stop reading, and terminated only afterwards.

import time
from multiprocessing import Event, Process, Queue


def serve(tasks, idle):
    while (task := tasks.get()) is not None:
        print("did", task)
    idle.set()
    time.sleep(1000)


if __name__ == "__main__":
    tasks = Queue()
    idle = Event()
    p = Process(target=serve, args=(tasks, idle))
    p.start()
    tasks.put(None)
    idle.wait()
    p.terminate()
    p.join()
    tasks.put("the rest")
    print("left:", tasks.get())
