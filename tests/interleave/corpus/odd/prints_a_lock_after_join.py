# verdict: OK
# holds: "unlocked" in stdout
# twin: prints_a_lock.py
# about: Once the other has ended, nobody has it.
import threading

lock = threading.Lock()


def work():
    with lock:
        pass


worker = threading.Thread(target=work)
worker.start()
worker.join()
print(lock)
