# verdict: W X
# holds: lines == ["size"]
# twin: class_namespace_locked.py
# about: vars(Class) is gone through while the other thread gives the class an attribute.

import threading


class Settings:
    size = 1


def show():
    print(*[name for name in vars(Settings) if not name.startswith("_")])


def change():
    Settings.colour = "red"


ts = [threading.Thread(target=show), threading.Thread(target=change)]
for t in ts:
    t.start()
for t in ts:
    t.join()
