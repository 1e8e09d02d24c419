# verdict: X
# blame: stopping_flag
# about: SCTBench CS.bluetooth_driver_bad (Qadeer and Wu): a request slips in between the check of the flag and the count.

import threading

stopping_flag = False
stopping_event = False
stopped = False
pending_io = 1
lock = threading.Lock()


def io_increment():
    global pending_io
    if stopping_flag:
        return False
    with lock:
        pending_io += 1
    return True


def io_decrement():
    global pending_io, stopping_event
    with lock:
        pending_io -= 1
        now = pending_io
    if now == 0:
        stopping_event = True


def pnp_add():
    if io_increment():
        assert not stopped
        io_decrement()


def pnp_stop():
    global stopping_flag, stopped
    stopping_flag = True
    io_decrement()
    if stopping_event:
        stopped = True


t = threading.Thread(target=pnp_stop)
u = threading.Thread(target=pnp_add)
t.start()
u.start()
t.join()
u.join()
