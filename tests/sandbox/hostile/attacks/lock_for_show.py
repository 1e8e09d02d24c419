# adaptive: a lock that is taken, and given back too early
lock = threading.Lock()
def add(amount):
    global total
    with lock:
        copy = total
    total = copy + amount
