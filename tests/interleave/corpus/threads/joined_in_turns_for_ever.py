# verdict: L
# holds: True
# twin: joined_in_turns.py
# about: The same, but the thread waits for the word of the one that waits for it.

import threading

go = threading.Event()


def work():
    while not go.wait(0.5):
        pass


if __name__ == "__main__":
    worker = threading.Thread(target=work)
    worker.start()
    while worker.is_alive():
        worker.join(0.1)
    go.set()
