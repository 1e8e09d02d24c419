"""What is anybody's guess: neither the program nor the clock says which of two ways it goes.

The scheduler knows but one kind of choice, whose turn it is. So a guess is an actor that nobody is told of: the way
depends on whether it acts before or after whoever asks, and the search goes through both.
"""

from __future__ import annotations

from ..actor import current_actor
from ..operations import GUESSES, READ, SYNC, Operation


class _Coin:
    """Which side lies up."""

    def __init__(self) -> None:
        self.turned = False

    def turn(self) -> None:
        """What the actor does."""
        run = current_actor().run
        run.pause(Operation("turns", run.number(self), SYNC))
        self.turned = True


def either() -> bool:
    """Both, one after the other, in a search; on the clock, where there is one run only, True."""
    actor = current_actor()
    run = actor.run
    if run.timed:
        return True
    coin = _Coin()
    place = run.number(coin)
    run.pause(Operation(GUESSES, place, SYNC))
    guess = run.spawn("guess", coin.turn, process=actor.process, daemon=True)
    guess.hidden = True
    run.pause(Operation(GUESSES, place, READ))
    turned = coin.turned
    run.pause(Operation("joins", run.end_of(guess), SYNC, lambda: not guess.alive, subject=guess))
    run.merge(guess)
    return turned
