# value: more values than anybody carries
def add(amount):
    global total
    total = list(range(3_000_000))
