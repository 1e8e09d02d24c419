# verdict: OK
# holds: numbers == [1, 2, 3]
# twin: shuffled_together.py
# about: Shuffling takes card after card, and under a lock nobody else can see it.
import random
import threading

random.seed(1)
cards = [1, 2, 3]
lock = threading.Lock()


def shuffle():
    with lock:
        random.shuffle(cards)


threads = [threading.Thread(target=shuffle) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*sorted(cards))
