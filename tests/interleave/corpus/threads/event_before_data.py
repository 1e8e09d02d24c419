# verdict: W
# holds: numbers == [42]
# blame: data
# twin: event_after_data.py
# about: The event is set before what it announces.

import threading

ready = threading.Event()
data = None


def produce():
    global data
    ready.set()
    data = 42


def consume():
    ready.wait()
    print("data", data)


c = threading.Thread(target=consume)
p = threading.Thread(target=produce)
c.start()
p.start()
c.join()
p.join()
