# verdict: OK
# holds: numbers == [3]
# twin: philosophers3.py
# about: A waiter lets only two of three sit down at once (Little Book of Semaphores).

import threading

forks = [threading.Semaphore(1) for _ in range(3)]
waiter = threading.Semaphore(2)
meals = [0, 0, 0]


def philosopher(i):
    with waiter:
        forks[i].acquire()
        forks[(i + 1) % 3].acquire()
        meals[i] = 1
        forks[(i + 1) % 3].release()
        forks[i].release()


table = [threading.Thread(target=philosopher, args=(i,)) for i in range(3)]
for p in table:
    p.start()
for p in table:
    p.join()
print(sum(meals))
