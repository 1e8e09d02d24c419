import pytest

from grader.course.model import Limits
from grader.errors import WorkerError
from grader.sandbox.ahead import Ahead


class Line:
    def __init__(self):
        self.over = self.left = False

    def gone(self):
        return self.over

    def let_go(self):
        self.left = True


class Launcher:
    """Launches `most` workers, and then no more."""

    def __init__(self, *, most=10, side_by_side=True):
        self.begun, self.most, self.together, self.said = [], most, side_by_side, []

    def isolation(self):
        return "none"

    def complaint(self):
        return ""

    def side_by_side(self):
        return self.together

    def again(self, beginning):
        return None

    def launch(self, limits):
        if len(self.begun) == self.most:
            raise WorkerError("no worker could be started: too many processes")
        self.begun.append(Line())
        return self.begun[-1]

    def finish(self):
        self.said.append("finish")

    def close(self):
        self.said.append("close")


def test_the_next_worker_is_begun_with_the_one_before():
    launcher = Launcher()
    ahead = Ahead(launcher)

    first, second = ahead.launch(Limits()), ahead.launch(Limits())

    assert launcher.begun[:2] == [first, second]
    assert 3 == len(launcher.begun)


def test_where_one_at_a_time_is_allowed_nothing_is_begun_ahead():
    launcher = Launcher(side_by_side=False)

    Ahead(launcher).launch(Limits())

    assert 1 == len(launcher.begun)


def test_one_that_died_meanwhile_is_not_handed_out():
    launcher = Launcher()
    ahead = Ahead(launcher)
    ahead.launch(Limits())
    launcher.begun[1].over = True

    assert ahead.launch(Limits()) is launcher.begun[2]
    assert launcher.begun[1].left


def test_one_with_other_limits_is_not_handed_out():
    launcher = Launcher()
    ahead = Ahead(launcher)
    ahead.launch(Limits())

    assert ahead.launch(Limits(memory_mb=64)) is launcher.begun[2]
    assert launcher.begun[1].left


def test_that_the_next_one_cannot_be_begun_is_told_to_whoever_needs_it():
    ahead = Ahead(Launcher(most=1))

    ahead.launch(Limits())

    with pytest.raises(WorkerError, match="too many processes"):
        ahead.launch(Limits())


def test_nobody_stays_behind():
    launcher = Launcher()
    ahead = Ahead(launcher)
    ahead.launch(Limits())

    ahead.finish()
    ahead.close()

    assert launcher.begun[1].left
    assert ["finish", "finish", "close"] == launcher.said
