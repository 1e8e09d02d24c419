# verdict: L
# holds: lines[-1:] == ["stopped"]
# blame: -
# twin: stop_flag_dict.py
# about: The loop looks at a copy that was made before; if it was made too early, it never ends.

import threading

orders = {}


def work():
    copy = dict(orders)
    while "stop" not in copy:
        pass
    print("stopped")


t = threading.Thread(target=work)
t.start()
orders["stop"] = True
t.join()
