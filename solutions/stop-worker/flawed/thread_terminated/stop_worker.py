from multiprocessing import Process
from threading import Thread
import sys
import time


def work():
    while True:
        time.sleep(0.1)


def tick():
    while True:
        print("tick")
        time.sleep(0.5)


if __name__ == "__main__":
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2

    process = Process(target=work)
    thread = Thread(target=tick)

    process.start()
    thread.start()

    time.sleep(seconds)

    # stop the process
    process.terminate()
    process.join()
    print("exit code", process.exitcode)

    thread.terminate()
    thread.join()

    print("end main")
