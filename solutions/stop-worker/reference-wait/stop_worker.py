from multiprocessing import Process
from threading import Event, Thread
import sys
import time


def work():
    while True:
        time.sleep(0.1)


enough = Event()


def tick():
    while not enough.wait(timeout=0.5):
        print("tick")


if __name__ == "__main__":
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2

    process = Process(target=work)
    thread = Thread(target=tick)

    process.start()
    thread.start()

    time.sleep(seconds)

    enough.set()
    process.kill()

    thread.join()
    process.join()
    print(process.exitcode)

    print("end main")
