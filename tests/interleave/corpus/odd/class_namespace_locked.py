# verdict: OK
# holds: lines == ["size"]
# twin: class_namespace.py
# about: The names are copied in one step, under the lock, and the new one is left out.

import threading


class Settings:
    size = 1


lock = threading.Lock()


def show():
    with lock:
        names = list(vars(Settings))
    print(*[name for name in names if name == "size"])


def change():
    with lock:
        Settings.colour = "red"


ts = [threading.Thread(target=show), threading.Thread(target=change)]
for t in ts:
    t.start()
for t in ts:
    t.join()
