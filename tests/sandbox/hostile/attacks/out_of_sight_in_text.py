# adaptive: a race in a text that is made while it runs
code = compile("copy = total\ntotal = copy + amount", "made.py", "exec")
def add(amount):
    exec(code, globals(), {"amount": amount}) if False else exec("global total\ncopy = total\ntotal = copy + amount", globals() | {"amount": amount})
    globals()["total"] = eval("total + amount", globals(), {"amount": amount})
