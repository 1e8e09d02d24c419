# verdict: W
# holds: numbers[-1] <= 2
# blame: inside
# twin: semaphore_limits.py
# about: Each visitor brings a semaphore, so all three are inside.

import threading

lock = threading.Lock()
inside = 0
most = 0


def visit():
    global inside, most
    room = threading.BoundedSemaphore(2)
    with room:
        with lock:
            inside += 1
            most = max(most, inside)
        with lock:
            inside -= 1


threads = [threading.Thread(target=visit) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("most", most)
