# value: a list in a list in a list
def add(amount):
    global total
    total = []
    for _ in range(100_000):
        total = [total]
