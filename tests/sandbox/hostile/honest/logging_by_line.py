import sys
import threading

import logging
logging.basicConfig(level=logging.INFO, format="%(levelname)s %(funcName)s:%(lineno)d %(message)s", stream=sys.stderr)
total = 0
lock = threading.Lock()
def add(amount):
    global total
    with lock:
        total = total + amount
def hello():
    logging.info("ready")
hello()


if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(int(word),)) for word in sys.stdin.read().split()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(total)
