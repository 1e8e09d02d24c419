# verdict: X
# blame: -
# about: Only the main thread may say what a signal does.

import signal
import threading


def listen():
    signal.signal(signal.SIGTERM, lambda *_: print("asked to stop"))


t = threading.Thread(target=listen)
t.start()
t.join()
