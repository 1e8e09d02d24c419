# verdict: W
# holds: numbers == [2]
# blame: results
# twin: ident_as_key_alive.py
# about: Results are kept by get_ident(): who begins when the other is over may get its identifier, and overwrites its result.

import threading

results = {}


def work(n):
    results[threading.get_ident()] = n


threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(results))
