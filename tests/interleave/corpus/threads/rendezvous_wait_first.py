# verdict: D
# blame: arrived
# twin: rendezvous.py
# about: Both wait first and would only then say that they have arrived.

import threading

a_arrived = threading.Semaphore(0)
b_arrived = threading.Semaphore(0)


def thread_a():
    print("a1")
    b_arrived.acquire()
    a_arrived.release()
    print("a2")


def thread_b():
    print("b1")
    a_arrived.acquire()
    b_arrived.release()
    print("b2")


a = threading.Thread(target=thread_a)
b = threading.Thread(target=thread_b)
a.start()
b.start()
a.join()
b.join()
