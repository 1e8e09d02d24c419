# verdict: OK
# holds: lines == ["twice"]
# search: bounded
# twin: event_pulsed_once.py
# about: An event is set and cleared at once, again and again: who waits then has been woken, and goes on.

import threading
import time

pulse = threading.Event()
done = threading.Event()


def beat():
    while not done.is_set():
        pulse.set()
        pulse.clear()
        time.sleep(0.01)


def listen():
    for _ in range(2):
        pulse.wait()
    done.set()
    print("twice")


listener = threading.Thread(target=listen)
heart = threading.Thread(target=beat)
listener.start()
heart.start()
listener.join()
heart.join()
