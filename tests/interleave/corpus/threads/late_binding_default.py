# verdict: OK
# holds: sorted(numbers) == [0, 1, 2]
# twin: late_binding.py
# about: A default argument keeps the value.

from threading import Thread

results = []
threads = []

for i in range(3):
    t = Thread(target=lambda n=i: results.append(n))
    threads.append(t)
    t.start()

for t in threads:
    t.join()
print(*sorted(results))
