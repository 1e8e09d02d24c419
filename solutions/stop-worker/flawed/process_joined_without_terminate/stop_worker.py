from multiprocessing import Process
from threading import Event, Thread
import sys
import time


def work():
    while True:
        time.sleep(0.1)


def tick(stop):
    while not stop.is_set():
        print("tick")
        time.sleep(0.5)


if __name__ == "__main__":
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2

    stop = Event()
    process = Process(target=work)
    thread = Thread(target=tick, args=(stop,))

    process.start()
    thread.start()

    time.sleep(seconds)

    process.join()
    print("exit code", process.exitcode)

    # stop the thread
    stop.set()
    thread.join()

    print("end main")
