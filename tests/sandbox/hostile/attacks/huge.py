# value: a number with a million digits
def add(amount):
    global total
    total = 10 ** 5_000_000
