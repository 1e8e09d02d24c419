# verdict: D
# blame: gate
# twin: notify_all_for_two.py
# about: Two wait for the start, one is woken.

import threading

gate = threading.Condition()
is_open = False


def runner(name):
    with gate:
        while not is_open:
            gate.wait()
    print(name, "runs")


runners = [threading.Thread(target=runner, args=(n,)) for n in ("Ada", "Bob")]
for r in runners:
    r.start()
with gate:
    is_open = True
    gate.notify()
for r in runners:
    r.join()
