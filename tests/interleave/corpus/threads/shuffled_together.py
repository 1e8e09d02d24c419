# verdict: W
# holds: numbers == [1, 2, 3]
# blame: cards
# twin: shuffled_under_lock.py
# about: Shuffling takes card after card; two at once lose some and have others twice.
import random
import threading

random.seed(1)
cards = [1, 2, 3]


def shuffle():
    random.shuffle(cards)


threads = [threading.Thread(target=shuffle) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*sorted(cards))
