# verdict: W
# holds: numbers == [2]
# blame: -
# about: `with` calls the acquire that Semaphore itself has: one of a subclass is passed by.

import threading

entered = 0


class Gate(threading.Semaphore):
    def acquire(self, *args, **kwargs):
        global entered
        got = super().acquire(*args, **kwargs)
        entered += 1
        return got


gate = Gate(1)


def work():
    with gate:
        pass


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("entered", entered)
