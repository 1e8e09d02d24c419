# hijack: `__import__` of everybody
import builtins
real = builtins.__import__
def grab(name, *rest, **more):
    module = real(name, *rest, **more)
    if name in ("traceback", "copy", "random"):
        module.__dict__["copy"] = lambda thing: thing
    return module
builtins.__import__ = grab
