# verdict: L
# holds: True
# twin: permit_tried_in_turns.py
# about: The same, but nobody gives a permit back.

import threading

permits = threading.Semaphore(1)
lock = threading.Lock()
counter = 0


def work():
    global counter
    while not permits.acquire(timeout=0.1):
        pass
    with lock:
        counter += 1
    pass


if __name__ == "__main__":
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(counter)
