# verdict: W
# holds: lines[0] == "True"
# blame: -
# about: What is on its way to the workers counts as running, though no worker has it, and cannot be cancelled.

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Manager


def first(event):
    event.wait()


def second():
    return 2


if __name__ == "__main__":
    with Manager() as manager:
        event = manager.Event()
        with ProcessPoolExecutor(max_workers=1) as pool:
            pool.submit(first, event)
            future = pool.submit(second)
            print(future.cancel())
            event.set()
