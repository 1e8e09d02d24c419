# verdict: X
# holds: sorted(numbers) == [1, 1]
# blame: -
# about: What main puts into a threading.local is there for main alone.

import threading

mine = threading.local()
mine.count = 0


def work():
    mine.count += 1
    print(mine.count)


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
