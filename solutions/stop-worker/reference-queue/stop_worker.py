from multiprocessing import Process
from threading import Thread
from queue import Empty, Queue
import sys
import time


def work():
    while True:
        time.sleep(0.1)


def tick(orders):
    while True:
        print("tick")
        try:
            if orders.get(timeout=0.5) == "stop":
                return
        except Empty:
            pass


if __name__ == "__main__":
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2

    orders = Queue()
    process = Process(target=work)
    thread = Thread(target=tick, args=(orders,))

    process.start()
    thread.start()

    time.sleep(seconds)

    # stop the process
    process.terminate()
    process.join()
    print("exit code", process.exitcode)

    orders.put("stop")
    thread.join()

    print("end main")
