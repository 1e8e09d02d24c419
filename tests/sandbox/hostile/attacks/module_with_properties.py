# value: the module itself computes what it is asked
import types
class Smart(types.ModuleType):
    seen = []
    @property
    def total(self): return sum(self.seen)
    @total.setter
    def total(self, value): self.seen[:] = [value]
def add(amount):
    Smart.seen.append(amount)
del total
sys.modules[__name__].__class__ = Smart
