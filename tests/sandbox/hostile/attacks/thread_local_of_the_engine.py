# adaptive: what models keep for an actor
class Mine(threading.local):
    def __init__(self, *arguments): self.seen = arguments
mine = Mine(1)
for value in (mine, threading.local(), threading.Condition(), threading.Event(), threading.Barrier(1)):
    for name in dir(value):
        run = getattr(getattr(value, name, None), "__self__", None)
        run is not None and getattr(run, "solo", None)
