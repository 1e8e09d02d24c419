# adaptive: the library calls what it is given
import inspect, weakref
class Thing: pass
thing = Thing()
frame = weakref.finalize(thing, inspect.currentframe)()
while frame is not None:
    frame.f_locals.get("world") and frame.f_locals["world"].visible.clear()
    frame = frame.f_back
