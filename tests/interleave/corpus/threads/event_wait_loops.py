# verdict: W
# holds: numbers[-1:] == [2]
# blame: beats
# twin: event_wait_loops_locked.py
# about: Two threads look after something every tenth of a second; their timeouts fall together.

import threading

stop = threading.Event()
beats = 0


def heart():
    global beats
    stop.wait(0.1)
    seen = beats
    beats = seen + 1


a = threading.Thread(target=heart)
b = threading.Thread(target=heart)
a.start()
b.start()
a.join()
b.join()
print(beats)
