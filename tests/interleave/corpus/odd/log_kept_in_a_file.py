# verdict: OK
# holds: lines == ["ann ann bob bob"]
# about: Two threads log into one file: in any order, and no line is lost.

import logging
import threading

logging.basicConfig(filename="log.txt", format="%(message)s")


def work(name):
    logging.warning(name)
    logging.warning(name)


threads = [threading.Thread(target=work, args=(name,)) for name in ("ann", "bob")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
with open("log.txt") as log:
    print(*sorted(log.read().split()))
