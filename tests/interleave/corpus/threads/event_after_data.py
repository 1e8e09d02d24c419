# verdict: OK
# holds: numbers == [42]
# twin: event_before_data.py
# about: First the data, then the event.

import threading

ready = threading.Event()
data = None


def produce():
    global data
    data = 42
    ready.set()


def consume():
    ready.wait()
    print("data", data)


c = threading.Thread(target=consume)
p = threading.Thread(target=produce)
c.start()
p.start()
c.join()
p.join()
