# verdict: OK
# holds: numbers[-1] == 2
# blame: -
# twin: ../threads/lost_update.py
# about: Log lines with the time and the thread's name cost no proof.

import logging
import threading
import time

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(threadName)s %(message)s")
log = logging.getLogger(__name__)
lock = threading.Lock()
n = 0


def work():
    global n
    log.info("begins")
    time.sleep(0.1)
    with lock:
        n += 1
    log.info("ends after %s", n)


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(n)
