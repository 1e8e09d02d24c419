"""Which moulds are kept, and which one the next worker comes from."""

from tests.support.systems import need_posix

need_posix()

from grader.sandbox.starting.moulds import Moulds

MINE, YOURS = {"entry": "mine.py"}, {"entry": "yours.py"}


class Mould:
    """A mould that has workers, or has none any more."""

    def __init__(self, beginning, *, casts=True):
        self.beginning, self.casts, self.closed = beginning, casts, False

    def worker(self, beside):
        return self if self.casts else None  # the wire of its worker

    def close(self):
        self.closed = True


def kept(*moulds):
    waiting = Moulds()
    for mould in moulds:
        waiting.keep(mould)
    return waiting


def test_each_has_one_worker_until_it_is_given_back():
    first, second = Mould(MINE), Mould(MINE)
    waiting = kept(first, second)

    assert [(first, first), (second, second), None] == [waiting.another(MINE, None) for _ in range(3)]
    waiting.keep(second)
    assert (second, second) == waiting.another(MINE, None)


def test_those_of_another_submission_go():
    mine, yours = Mould(MINE), Mould(YOURS)
    waiting = kept(mine, yours)

    assert (True, False) == (mine.closed, yours.closed)
    assert waiting.another(MINE, None) is None
    assert yours.closed


def test_no_more_than_two_wait():
    moulds = [Mould(MINE) for _ in range(3)]
    waiting = kept(*moulds)

    assert [True, False, False] == [mould.closed for mould in moulds]
    waiting.close()
    assert all(mould.closed for mould in moulds)


def test_one_that_has_no_worker_any_more_goes_and_the_next_is_asked():
    spent, sound = Mould(MINE, casts=False), Mould(MINE)

    assert (sound, sound) == kept(spent, sound).another(MINE, None)
    assert (True, False) == (spent.closed, sound.closed)
