# verdict: W
# holds: numbers == [2]
# blame: database_value
# twin: lost_update_fixed.py
# about: The tutorial's cell: read, think, write back; two threads, no lock.

import time
from threading import Thread

database_value = 0


def increase():
    global database_value
    local_copy = database_value
    local_copy += 1
    time.sleep(0.1)
    database_value = local_copy


if __name__ == "__main__":
    thread1 = Thread(target=increase)
    thread2 = Thread(target=increase)
    thread1.start()
    thread2.start()
    thread1.join()
    thread2.join()
    print("end value", database_value)
