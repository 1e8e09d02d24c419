from threading import Thread, Lock
import time

database_value = 0
lock = Lock()


def increase():
    global database_value
    if lock.acquire(timeout=10):
        local_copy = database_value
        local_copy += 1
        time.sleep(0.1)
        database_value = local_copy
        lock.release()


threads = []
for i in range(2):
    t = Thread(target=increase, name=f"worker {i}", daemon=True)
    t.start()
    threads.append(t)

while threads:
    threads.pop().join()

print(f"Das Ergebnis ist {database_value}!")
