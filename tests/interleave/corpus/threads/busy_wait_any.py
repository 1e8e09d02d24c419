# verdict: OK
# holds: numbers == [2]
# twin: busy_wait_any_once.py
# about: `while any(thread.is_alive() for thread in threads)`: a generator made in each turn of a busy wait.

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
    while any(thread.is_alive() for thread in threads):
        pass
    print(counter)
