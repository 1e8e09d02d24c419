# denial: two locks, two ways
one, other = threading.Lock(), threading.Lock()
def add(amount):
    global total
    first, second = (one, other) if amount % 2 else (other, one)
    with first, second:
        total = total + amount
