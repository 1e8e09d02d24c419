# verdict: OK
# holds: lines[-1:] == ["stopped"]
# twin: stop_flag_copied.py
# about: A loop that looks at a shared dict until main puts a word into it.

import threading

orders = {}


def work():
    while "stop" not in orders:
        pass
    print("stopped")


t = threading.Thread(target=work)
t.start()
orders["stop"] = True
t.join()
