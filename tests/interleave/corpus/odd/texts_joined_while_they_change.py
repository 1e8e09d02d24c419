# verdict: W
# holds: "old then new" not in stdout
# blame: cards
# twin: texts_joined_under_lock.py
# about: `join` asks each thing for its text; once one has been asked, the turn may pass before `join` looks for the next.

import threading


class Card:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return str(self.text)


cards = [Card("old")]
shown = []


def change():
    cards[0].text = "changed"
    cards.append(Card("new"))


def show():
    shown.append(" then ".join(map(str, cards)))


threads = [threading.Thread(target=change), threading.Thread(target=show)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*shown)
