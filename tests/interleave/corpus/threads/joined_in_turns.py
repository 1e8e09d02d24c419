# verdict: OK
# holds: numbers == [5]
# twin: joined_in_turns_for_ever.py
# about: `while thread.is_alive(): thread.join(0.1)`.

import threading

value = 0


def work():
    global value
    value = 5


if __name__ == "__main__":
    worker = threading.Thread(target=work)
    worker.start()
    while worker.is_alive():
        worker.join(0.1)
    print(value)
