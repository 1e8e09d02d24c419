# verdict: OK
# methods: fork spawn forkserver
# holds: lines == ["0 1", "0"]
# about: Each process has a root logger of its own, with one handler that puts records into a queue; the parent's stays as it was.

import logging
import logging.handlers
from multiprocessing import Process, Queue


def work(number, records):
    root = logging.getLogger()
    root.addHandler(logging.handlers.QueueHandler(records))
    root.setLevel(logging.INFO)
    logging.getLogger("worker").info("%d", number)


if __name__ == "__main__":
    records = Queue()
    workers = [Process(target=work, args=(number, records)) for number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    heard = sorted(records.get().getMessage() for _ in workers)
    print(*heard)
    print(len(logging.getLogger().handlers))
