# adaptive: a lock of one's own making, below theirs
class Mine(type(threading.RLock())):
    def _free(self, *arguments):
        for argument in arguments:
            getattr(argument, "run", None) and setattr(argument.run, "solo", True)
    def _bars(self): return ()
    def who_blocks(self): return 0
mine = Mine()
with mine:
    pass
