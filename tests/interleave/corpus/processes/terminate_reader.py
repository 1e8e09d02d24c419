# verdict: D
# methods: fork spawn
# blame: tasks
# twin: terminate_reader_told.py
# about: A process is terminated while it waits for an item; it takes the lock along under which the queue is read.

from multiprocessing import Process, Queue


def serve(tasks):
    while True:
        print("did", tasks.get())


if __name__ == "__main__":
    tasks = Queue()
    p = Process(target=serve, args=(tasks,))
    p.start()
    p.terminate()
    p.join()
    tasks.put("the rest")
    print("left:", tasks.get())
