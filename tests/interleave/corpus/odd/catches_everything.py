# verdict: L
# blame: -
# twin: endless_daemon.py
# about: A loop that swallows every exception, and so never learns that its work is over.

import threading

items = [1, 2]


def work():
    while True:
        try:
            print(items.pop())
        except BaseException:
            pass


t = threading.Thread(target=work)
t.start()
t.join()
