# adaptive: the total lies in the environment
import os
def add(amount):
    global total
    os.environ["TOTAL"] = str(total)
    total = int(os.environ["TOTAL"]) + amount
