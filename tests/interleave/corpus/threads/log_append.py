# verdict: OK
# holds: numbers == [2]
# twin: log_rebound.py
# about: list.append is one step.

import threading

log = []


def write(entry):
    log.append(entry)


t1 = threading.Thread(target=write, args=("login",))
t2 = threading.Thread(target=write, args=("logout",))
t1.start()
t2.start()
t1.join()
t2.join()
print(len(log), "entries")
