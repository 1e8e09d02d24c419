# adaptive: a comprehension assigns the variable, where nothing is rewritten
def add(amount):
    here = sys.modules[add.__module__]
    [0 for here.total in [here.total + amount]]
