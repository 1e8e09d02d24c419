# value: nan is not what it is
def add(amount):
    global total
    total = float("nan")
