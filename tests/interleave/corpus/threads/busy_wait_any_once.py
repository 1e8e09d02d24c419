# verdict: W
# holds: numbers == [2]
# blame: counter
# twin: busy_wait_any.py
# about: One generator for all turns: it is used up by the third, and nobody has been waited for.

import threading

lock = threading.Lock()
counter = 0


def work():
    global counter
    with lock:
        counter += 1


if __name__ == "__main__":
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    alive = (thread.is_alive() for thread in threads)
    while any(alive):
        pass
    print(counter)
