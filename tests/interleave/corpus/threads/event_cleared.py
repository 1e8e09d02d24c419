# verdict: D
# blame: turn
# twin: ping_pong_semaphores.py
# about: The waiter clears the event itself and may wipe out a signal that came in between.

import threading

turn = threading.Event()


def sender():
    turn.set()
    turn.set()


def receiver():
    turn.wait()
    turn.clear()
    turn.wait()
    print("two signals")


r = threading.Thread(target=receiver)
s = threading.Thread(target=sender)
r.start()
s.start()
r.join()
s.join()
