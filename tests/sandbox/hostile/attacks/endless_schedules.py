# denial: so many steps that no search comes to an end
def add(amount):
    global total
    for _ in range(3000):
        total = total + 0
    copy = total
    for _ in range(3000):
        total = total + 0
    total = total + amount
