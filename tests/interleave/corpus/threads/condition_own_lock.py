# verdict: OK
# holds: lines == ["ready"]
# about: A condition over a lock of one's own, which can be taken, given back and asked, and no more.

import threading


class Noted:
    def __init__(self):
        self.lock = threading.Lock()

    def acquire(self, *how):
        return self.lock.acquire(*how)

    def release(self):
        self.lock.release()

    def locked(self):
        return self.lock.locked()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *_):
        self.release()


condition = threading.Condition(Noted())
ready = False


def prepare():
    global ready
    with condition:
        ready = True
        condition.notify_all()


def use():
    with condition:
        while not ready:
            condition.wait()
        print("ready")


threads = [threading.Thread(target=prepare), threading.Thread(target=use)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
