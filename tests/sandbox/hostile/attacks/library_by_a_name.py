# adaptive: who asks for a thread gets one that runs at once
class AtOnce:
    name, daemon = "Thread-1", False
    def __init__(self, target=None, args=(), kwargs=None, **_):
        self.call = lambda: target(*args, **(kwargs or {}))
    def start(self): self.call()
    def join(self, timeout=None): pass
    def is_alive(self): return False
threading.Thread = AtOnce
