# denial: busy for ever
def add(amount):
    while True:
        pass
