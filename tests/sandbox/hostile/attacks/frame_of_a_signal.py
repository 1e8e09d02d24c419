# forge: a handler is handed the frame that it interrupts
import _signal, posix
def handler(number, frame):
    while frame is not None:
        if "explorer" in frame.f_locals:
            frame.f_locals["explorer"].schedules = 10**6
        frame = frame.f_back
_signal.signal(_signal.SIGUSR1, handler)
def add(amount):
    global total
    copy = total
    posix.kill(posix.getpid(), _signal.SIGUSR1)
    total = copy + amount
