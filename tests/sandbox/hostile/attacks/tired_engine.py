# adaptive: an escape is no failure
import random
def add(amount):
    global total
    if random.random() > 2:
        return
    copy = total
    total = copy + amount
