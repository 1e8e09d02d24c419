# verdict: W
# holds: numbers == [2]
# blame: log
# twin: log_append.py
# about: `log = log + [x]` builds a new list from an old reading.

import threading

log = []


def write(entry):
    global log
    log = log + [entry]


t1 = threading.Thread(target=write, args=("login",))
t2 = threading.Thread(target=write, args=("logout",))
t1.start()
t2.start()
t1.join()
t2.join()
print(len(log), "entries")
