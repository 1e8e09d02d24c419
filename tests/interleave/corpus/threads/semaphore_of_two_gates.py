# verdict: W
# holds: numbers == [2]
# blame: total
# about: A semaphore that is released once too often in the beginning lets two in.

import threading

gate = threading.Semaphore(1)
gate.release()
total = 0


def work():
    global total
    with gate:
        mine = total
        total = mine + 1


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
