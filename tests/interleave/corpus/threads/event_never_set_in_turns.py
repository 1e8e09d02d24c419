# verdict: L
# holds: True
# twin: event_waited_for_in_turns.py
# about: The same, but the event is never set.

import threading

ready = threading.Event()
value = 0


def work():
    global value
    value = 7
    ready.is_set()


if __name__ == "__main__":
    worker = threading.Thread(target=work)
    worker.start()
    while not ready.wait(0.1):
        pass
    print(value)
    worker.join()
