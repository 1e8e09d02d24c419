# verdict: L
# holds: numbers == [2]
# blame: -
# about: Both find the other fork taken and begin with that one the next time: at the same pace, for ever.

import threading

meals = []


def dine(first, second):
    while True:
        first.acquire()
        got_both = second.acquire(blocking=False)
        if got_both:
            meals.append(1)
            second.release()
        first.release()
        if got_both:
            break
        first, second = second, first


left, right = threading.Lock(), threading.Lock()
diners = [threading.Thread(target=dine, args=forks) for forks in ((left, right), (right, left))]
for diner in diners:
    diner.start()
for diner in diners:
    diner.join()
print(len(meals))
