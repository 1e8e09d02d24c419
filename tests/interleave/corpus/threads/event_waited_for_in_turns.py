# verdict: OK
# holds: numbers == [7]
# twin: event_never_set_in_turns.py
# about: `while not event.wait(0.1)`: waits for a while, looks, and waits again.

import threading

ready = threading.Event()
value = 0


def work():
    global value
    value = 7
    ready.set()


if __name__ == "__main__":
    worker = threading.Thread(target=work)
    worker.start()
    while not ready.wait(0.1):
        pass
    print(value)
    worker.join()
