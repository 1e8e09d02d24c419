# verdict: OK
# holds: sorted(numbers) == [0, 1]
# about: Two threads take from one generator, each time under a lock.

import threading

lock = threading.Lock()


def count():
    n = 0
    while True:
        yield n
        n += 1


numbers = count()


def take():
    with lock:
        mine = next(numbers)
    print(mine)


threads = [threading.Thread(target=take) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
