# verdict: OK
# holds: lines == ["1", "2", "3"]
# output_order: yes
# twin: prints_in_order.py
# about: Each may print when its predecessor is done.

import threading


def say(n, before):
    if before:
        before.join()
    print(n)


threads = []
for n in (1, 2, 3):
    t = threading.Thread(target=say, args=(n, threads[-1] if threads else None))
    threads.append(t)
    t.start()
threads[-1].join()
