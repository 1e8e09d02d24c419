# verdict: OK
# holds: numbers == [3]
# twin: condition_never_told_in_turns.py
# about: A condition is waited for in turns of a tenth of a second, always looking again at what it is about.

import threading

changed = threading.Condition()
items = []


def produce():
    with changed:
        items.append(3)
        changed.notify()


if __name__ == "__main__":
    producer = threading.Thread(target=produce)
    producer.start()
    with changed:
        while not items:
            changed.wait(timeout=0.1)
        print(*items)
    producer.join()
