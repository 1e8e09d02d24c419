# verdict: OK
# methods: fork spawn
# holds: lines[-1] == "all done"
# twin: joinable_queue_no_done.py
# about: Every get is answered by a task_done.

from multiprocessing import JoinableQueue, Process


def worker(tasks):
    while True:
        print(tasks.get() * 2)
        tasks.task_done()


if __name__ == "__main__":
    tasks = JoinableQueue()
    Process(target=worker, args=(tasks,), daemon=True).start()
    tasks.put(1)
    tasks.put(2)
    tasks.join()
    print("all done")
