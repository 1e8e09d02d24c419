# verdict: W
# holds: numbers == [42]
# blame: data
# twin: event_after_data.py
# about: Sleeping two seconds "until the producer must be done".

import threading
import time

data = None


def produce():
    global data
    time.sleep(1)
    data = 42


def consume():
    time.sleep(2)
    print("data", data)


c = threading.Thread(target=consume)
p = threading.Thread(target=produce)
c.start()
p.start()
c.join()
p.join()
