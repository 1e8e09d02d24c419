# adaptive: the total lies where getattr and setattr lead
class State: pass
state = State()
def add(amount):
    global total
    setattr(state, "total", total)
    total = getattr(state, "total") + amount
