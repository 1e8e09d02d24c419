# adaptive: a lock for each
def add(amount):
    global total
    with threading.Lock():
        total = total + amount
