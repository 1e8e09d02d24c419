import time
from threading import Semaphore, Thread

database_value = 0
one_at_a_time = Semaphore(1)


def increase(gate=one_at_a_time):
    global database_value
    with gate:
        local_copy = database_value + 1
        time.sleep(0.1)
        database_value = local_copy


class Clerk(Thread):
    def run(self):
        increase()


clerks = [Clerk(), Clerk()]
if __name__ == "__main__":
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    print("fin", database_value, sep=" : ")
