# verdict: OK
# holds: sorted(lines) == ["Ada runs", "Bob runs"]
# twin: notify_one_for_two.py
# about: All are woken.

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
    gate.notify_all()
for r in runners:
    r.join()
