total = 0


def add(amount):
    ...
