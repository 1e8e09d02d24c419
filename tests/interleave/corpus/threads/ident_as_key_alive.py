# verdict: OK
# holds: numbers == [2]
# twin: ident_as_key.py
# about: Nobody ends before everybody has begun: their identifiers differ.

import threading

results = {}
everybody = threading.Barrier(2)


def work(n):
    results[threading.get_ident()] = n
    everybody.wait()


threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(results))
