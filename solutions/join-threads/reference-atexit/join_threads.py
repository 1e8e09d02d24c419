import atexit
from threading import Thread


def square_numbers():
    for i in range(100):
        i * i


if __name__ == "__main__":
    atexit.register(print, "end main")  # called once every thread has ended
    for _ in range(10):
        Thread(target=square_numbers).start()
