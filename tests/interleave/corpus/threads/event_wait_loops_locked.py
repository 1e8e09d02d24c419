# verdict: OK
# holds: numbers[-1:] == [2]
# twin: event_wait_loops.py
# about: The same with a lock.

import threading

stop = threading.Event()
lock = threading.Lock()
beats = 0


def heart():
    global beats
    stop.wait(0.1)
    with lock:
        seen = beats
        beats = seen + 1


a = threading.Thread(target=heart)
b = threading.Thread(target=heart)
a.start()
b.start()
a.join()
b.join()
print(beats)
