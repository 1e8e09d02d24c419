# verdict: W
# holds: sorted(numbers) == [0, 1, 2]
# blame: i
# twin: late_binding_default.py
# about: The lambda looks i up when it runs, not when it is made.

from threading import Thread

results = []
threads = []

for i in range(3):
    t = Thread(target=lambda: results.append(i))
    threads.append(t)
    t.start()

for t in threads:
    t.join()
print(*sorted(results))
