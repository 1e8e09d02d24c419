# verdict: OK
# holds: lines == ["from the second"]
# about: A thread starts another and ends; nobody joins either; both are waited for at the end.

import threading


def second():
    print("from the second")


def first():
    threading.Thread(target=second).start()


threading.Thread(target=first).start()
