# verdict: W
# holds: numbers == [31, 76]
# about: Seeded, the numbers are always the same; who gets which depends on who draws first.

import random
import threading

random.seed(3)
drawn = {}


def roll(number):
    drawn[number] = random.randint(1, 100)


threads = [threading.Thread(target=roll, args=(number,)) for number in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(drawn[0], drawn[1])
