"""Orders that somebody else chose, beside a search."""

from grader.interleave import trials
from grader.interleave.explore import draw
from grader.interleave.program import Budget, Script, Search
from tests.support.programs import LOST_UPDATE, program

BUSY = """
import threading
turns = 0
def work(rounds):
    global turns
    for _ in range(rounds):
        turns += 1
threads = [threading.Thread(target=work, args=(rounds,)) for rounds in (20_000, 20_000, 1)]
for t in threads: t.start()
for t in threads: t.join()
"""
FEW = Search(budget=Budget(schedules=2))


class NeverTheLast:
    """Whoever comes next in the order of creation, but for the third thread."""

    def choose(self, current, enabled, pending):
        others = [actor for actor in enabled if actor != 3] or enabled
        return next((actor for actor in others if actor > current), others[0])


def test_each_lot_has_its_ending():
    lots = draw(program(LOST_UPDATE), Script(), [(seed, Script()) for seed in range(3)], FEW)

    assert [1, 2, 3] == [trial.first for trial in lots]
    assert {"finished"} == {trial.ending.kind for trial in lots}


def test_a_lot_in_which_somebody_never_has_a_turn_says_nothing(monkeypatch):
    monkeypatch.setattr(trials, "RandomChooser", lambda _: NeverTheLast())

    assert () == draw(program(BUSY), Script(), [(0, Script())], FEW)
