# verdict: W
# holds: lines == ["1", "2", "3"]
# output_order: yes
# blame: -
# twin: prints_in_order_joined.py
# about: Hopes that threads print in the order in which they were started.

import threading

threads = [threading.Thread(target=print, args=(n,)) for n in (1, 2, 3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
