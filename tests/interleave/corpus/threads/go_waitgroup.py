# verdict: W
# holds: numbers == [3]
# blame: running
# twin: printed_after_join.py
# about: As with Go's WaitGroup.Add inside the goroutine: main may find nobody running yet and go on.

import threading

running = 0
results = 0
changed = threading.Condition()


def work(n):
    global running, results
    with changed:
        running += 1
    with changed:
        results += n
        running -= 1
        changed.notify_all()


for n in (1, 2):
    threading.Thread(target=work, args=(n,)).start()
with changed:
    while running:
        changed.wait()
    total = results
print(total)
