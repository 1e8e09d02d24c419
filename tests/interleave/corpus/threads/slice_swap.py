# verdict: W
# holds: sorted(numbers) == [1, 2, 3]
# blame: cards
# twin: log_append.py
# about: Both cut the pack in two and lay the halves together again the other way round.

import threading

cards = [1, 2, 3]


def cut(at):
    top = cards[:at]
    bottom = cards[at:]
    cards[: len(bottom)] = bottom
    cards[len(bottom) :] = top


ts = [threading.Thread(target=cut, args=(n,)) for n in (1, 2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(*cards)
