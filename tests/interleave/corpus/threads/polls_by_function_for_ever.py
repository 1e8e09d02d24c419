# verdict: L
# holds: True
# twin: polls_by_function.py
# about: The same, without a limit to how often: nobody will ever be ready.

import threading

ready = False


def poll():
    while not ready:
        return False
    return True


def wait():
    while not poll():
        pass
    print("ready")


thread = threading.Thread(target=wait)
thread.start()
thread.join()
