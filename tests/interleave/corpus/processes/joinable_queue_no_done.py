# verdict: D
# methods: fork spawn
# blame: tasks
# twin: joinable_queue.py
# about: task_done is missing.

from multiprocessing import JoinableQueue, Process


def worker(tasks):
    while True:
        print(tasks.get() * 2)


if __name__ == "__main__":
    tasks = JoinableQueue()
    Process(target=worker, args=(tasks,), daemon=True).start()
    tasks.put(1)
    tasks.put(2)
    tasks.join()
    print("all done")
