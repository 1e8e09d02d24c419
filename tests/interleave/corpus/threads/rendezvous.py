# verdict: OK
# holds: sorted(lines[:2]) == ["a1", "b1"]
# twin: rendezvous_wait_first.py
# output_order: yes
# about: Both say that they have arrived, then wait for the other (Little Book of Semaphores).

import threading

a_arrived = threading.Semaphore(0)
b_arrived = threading.Semaphore(0)


def thread_a():
    print("a1")
    a_arrived.release()
    b_arrived.acquire()
    print("a2")


def thread_b():
    print("b1")
    b_arrived.release()
    a_arrived.acquire()
    print("b2")


a = threading.Thread(target=thread_a)
b = threading.Thread(target=thread_b)
a.start()
b.start()
a.join()
b.join()
