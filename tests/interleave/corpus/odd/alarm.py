# verdict: ESCAPE
# may: W X D L
# holds: lines == ["0 0"]
# blame: -
# needs: signal.alarm
# about: A signal handler runs between any two steps of main.

import signal

a = b = 0


def handler(signum, frame):
    global a, b
    a = b = 0


signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.01)
end = 0
while end < 100_000:
    end += 1
a = b
print(a, b)
