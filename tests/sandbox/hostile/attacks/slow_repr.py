# value: whoever shows it waits
class Slow:
    def __repr__(self):
        while True: pass
    __str__ = __repr__
def add(amount):
    global total
    total = Slow()
