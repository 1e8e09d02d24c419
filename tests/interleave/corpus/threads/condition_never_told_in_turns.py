# verdict: L
# holds: True
# twin: condition_waited_for_in_turns.py
# about: The same, but what is waited for never comes.

import threading

changed = threading.Condition()
items = []


def produce():
    with changed:
        items.clear()
        changed.notify()


if __name__ == "__main__":
    producer = threading.Thread(target=produce)
    producer.start()
    with changed:
        while not items:
            changed.wait(timeout=0.1)
        print(*items)
    producer.join()
