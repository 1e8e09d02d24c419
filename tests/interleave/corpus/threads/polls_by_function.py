# verdict: OK
# holds: lines == ["gave up"]
# twin: polls_by_function_for_ever.py
# about: A function whose loop makes one turn is called again and again, until that was often enough.

import threading

ready = False


def poll():
    while not ready:
        return False
    return True


def wait():
    for attempt in range(6):
        if poll():
            print("ready")
            return
    print("gave up")


thread = threading.Thread(target=wait)
thread.start()
thread.join()
