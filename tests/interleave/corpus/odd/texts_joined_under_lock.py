# verdict: OK
# holds: "old then new" not in stdout
# twin: texts_joined_while_they_change.py
# about: The same with a lock for who changes the cards and for who shows them.

import threading


class Card:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return str(self.text)


cards = [Card("old")]
shown = []
lock = threading.Lock()


def change():
    with lock:
        cards[0].text = "changed"
        cards.append(Card("new"))


def show():
    with lock:
        shown.append(" then ".join(map(str, cards)))


threads = [threading.Thread(target=change), threading.Thread(target=show)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*shown)
