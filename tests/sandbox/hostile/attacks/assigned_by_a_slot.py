# adaptive: a method of C puts the variable into the module
def add(amount):
    here = sys.modules[add.__module__]
    object.__setattr__(here, "total", here.total + amount)
