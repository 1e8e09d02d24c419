# verdict: W
# holds: "unlocked" in stdout
# twin: prints_a_lock_after_join.py
# about: What print says of a lock depends on who has it just then.
import threading

lock = threading.Lock()


def work():
    with lock:
        pass


worker = threading.Thread(target=work)
worker.start()
print(lock)
worker.join()
