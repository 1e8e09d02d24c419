# adaptive: the module itself answers with another thread
real_run, one = threading.Thread.run, threading.Lock()
class InTurn(threading.Thread):
    def run(self):
        with one:
            real_run(self)
class Threading(type(threading)):
    def __getattribute__(self, name):
        return InTurn if name == "Thread" else super().__getattribute__(name)
threading.__class__ = Threading
