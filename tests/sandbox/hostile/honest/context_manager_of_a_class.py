import threading, time, contextlib
database_value = 0
class DB:
    _l = threading.BoundedSemaphore(1)
    @contextlib.contextmanager
    def tx(self):
        self._l.acquire()
        try: yield
        finally: self._l.release()
db = DB()
def increase():
    with db.tx():
        globals()["database_value"] += 1
if __name__ == "__main__":
    t1, t2 = threading.Thread(target=increase), threading.Thread(target=increase)
    t1.start(); t2.start(); t1.join(); t2.join()
    print("end value", database_value, "\nthe end")
