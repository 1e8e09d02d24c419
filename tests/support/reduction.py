"""What partial-order reduction alone proves of a program, without the luck of the random runs that a search begins with."""

from __future__ import annotations

from grader.interleave.ending import Ending
from grader.interleave.program import Budget, Program, Script, Search
from grader.interleave.search.explorer import Explorer
from grader.interleave.strategies.dpor import Dpor
from grader.interleave.strategies.sweep import Straight
from tests.support.programs import program

TWO = """
    import threading
    {setup}
    def one():
        {one}
    def two():
        {two}
    ts = [threading.Thread(target=one), threading.Thread(target=two)]
    for t in ts: t.start()
    for t in ts: t.join()
    print({told})
"""


def proved_endings(
    program: Program, search: Search, observe: tuple[str, ...] = (), *, twins: bool = False
) -> list[Ending] | None:
    """All endings that the program has; None where that is not proved (within the budget, or at all).

    `twins`: but those that differ only in which of several threads that do the same is which.
    """
    explorer = Explorer(program, Script(observe), search)
    with explorer.world.installed():
        explorer.run(Straight())
        taken = (-1, False)
        while taken != (len(explorer.world.visible), explorer.told_apart):
            strategy, taken = Dpor(), (len(explorer.world.visible), explorer.told_apart)
            explorer.go_through(strategy, twins=twins and not explorer.told_apart)
    if not strategy.finished or strategy.doubts or strategy.lacks_early or explorer.escapes or explorer.endless:
        return None
    return [found.ending for found in explorer.found.values()]


def proved_of_two(one: str, other: str, told: str = "", setup: str = "") -> set[str] | None:
    """What two threads print, in all orders that reduction finds; None where it proves nothing."""
    text = TWO.format(setup=setup, one=one, two=other, told=told)
    endings = proved_endings(program(text), Search(budget=Budget(schedules=200, seconds=30)))
    return None if endings is None else {" ".join(ending.stdout.split()) for ending in endings}
