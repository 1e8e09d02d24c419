# adaptive: a race that happens where no text is rewritten
import operator
space = globals()
def add(amount):
    copy = operator.getitem(space, "total")
    operator.setitem(space, "total", operator.add(copy, amount))
