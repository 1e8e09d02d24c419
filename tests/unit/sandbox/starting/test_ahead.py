import pytest

from grader.course.model import Limits
from grader.errors import WorkerError
from grader.sandbox.starting.ahead import Ahead
from grader.worker.wire import MessageTooLong, WireClosed

BEGINNING = {"entry": "a.py", "stacks": 0}


class Line:
    def __init__(self, trouble=None):
        self.channel, self.sent, self.left, self.trouble = self, [], False, trouble
        self.killed = False

    def at_leisure(self):
        return None

    def send(self, message, deadline):
        if self.trouble is not None:
            raise self.trouble
        self.sent.append(message)

    def gone(self):
        return self.killed

    def let_go(self):
        self.left = True


class Launcher:
    """Begins `most` workers, and then no more."""

    def __init__(self, *, most=10, side_by_side=True, worth_beginning=2, at_once=1, holds=True, trouble=None):
        self.lines, self.most, self.together, self.said = [], most, side_by_side, []
        self.worth_beginning, self.at_once, self.holds, self.trouble = worth_beginning, at_once, holds, trouble

    def isolation(self):
        if not self.holds:
            raise WorkerError("isolation namespaces cannot be had here")
        return "none"

    def complaint(self):
        return ""

    def side_by_side(self):
        return self.together

    def again(self, beginning, beside):
        return None

    def launch(self, limits):
        raise WorkerError("no worker could be started: too many processes")

    def early(self, limits):
        if len(self.lines) == self.most:
            return None
        self.lines.append(Line(self.trouble))
        return self.lines[-1]

    def rest(self):
        self.said.append("rest")

    def finish(self):
        self.said.append("finish")

    def close(self):
        self.said.append("close")


def test_a_worker_is_sent_the_submission_before_anybody_asks():
    launcher = Launcher()
    ahead = Ahead(launcher)
    ahead.begin(Limits(), BEGINNING)

    assert [BEGINNING] == launcher.lines[0].sent
    assert launcher.lines[0] is ahead.begun(Limits(), BEGINNING)


@pytest.mark.parametrize(("worth", "begun"), [(1, 1), (2, 2), (100, 4)])
def test_with_each_that_is_taken_the_next_one_begins_as_long_as_that_is_worth_it(worth, begun):
    launcher = Launcher(worth_beginning=worth)
    ahead = Ahead(launcher)
    ahead.begin(Limits(), BEGINNING)

    for _ in range(3):
        ahead.begun(Limits(), BEGINNING)

    assert begun == len(launcher.lines)


@pytest.mark.parametrize(("at_once", "most", "begun"), [(1, 10, 2), (3, 10, 4), (3, 2, 2)])
def test_as_many_begin_as_may_stand_ready(at_once, most, begun):
    launcher = Launcher(worth_beginning=100, at_once=at_once, most=most)
    ahead = Ahead(launcher)
    ahead.begin(Limits(), BEGINNING)

    assert launcher.lines[0] is ahead.begun(Limits(), BEGINNING)
    assert begun == len(launcher.lines)
    ahead.close()
    assert [False] + (begun - 1) * [True] == [line.left for line in launcher.lines]


def test_where_one_at_a_time_is_allowed_there_is_no_next_one():
    launcher = Launcher(side_by_side=False)
    ahead = Ahead(launcher)
    ahead.begin(Limits(), BEGINNING)

    ahead.begun(Limits(), BEGINNING)

    assert 1 == len(launcher.lines)
    assert ahead.begun(Limits(), BEGINNING) is None


@pytest.mark.parametrize(
    ("limits", "beginning"), [(Limits(memory_mb=64), BEGINNING), (Limits(), {**BEGINNING, "stacks": 4})]
)
def test_one_that_was_begun_for_something_else_is_not_handed_out(limits, beginning):
    ahead = Ahead(Launcher())
    ahead.begin(Limits(), BEGINNING)

    assert ahead.begun(limits, beginning) is None


def test_one_that_was_killed_while_nobody_asked_is_not_handed_out():
    launcher = Launcher()
    ahead = Ahead(launcher)
    ahead.begin(Limits(), BEGINNING)
    launcher.lines[0].killed = True

    assert ahead.begun(Limits(), BEGINNING) is None
    assert launcher.lines[0].left


def test_the_one_of_the_submission_before_leaves():
    launcher = Launcher()
    ahead = Ahead(launcher)
    ahead.begin(Limits(), BEGINNING)
    ahead.begin(Limits(), {**BEGINNING, "entry": "b.py"})

    assert launcher.lines[0].left
    assert ahead.begun(Limits(), BEGINNING) is None


def test_what_is_laid_out_already_is_not_laid_out_again():
    launcher = Launcher()
    ahead = Ahead(launcher)
    ahead.begin(Limits(), BEGINNING)
    ahead.begin(Limits(), {**BEGINNING})

    assert [[BEGINNING]] == [line.sent for line in launcher.lines]
    ahead.begun(Limits(), BEGINNING)
    ahead.begin(Limits(), BEGINNING)
    assert [False, True, False] == [line.left for line in launcher.lines], "the next one of a round is not its first"


def test_who_stands_ready_leaves_when_nobody_asks_for_the_submission_any_more():
    launcher = Launcher()
    ahead = Ahead(launcher)
    ahead.begin(Limits(), BEGINNING)
    ahead.rest()
    left = [line.left for line in launcher.lines]
    ahead.begin(Limits(), BEGINNING)

    assert ([True], ["rest"], 2) == (left, launcher.said, len(launcher.lines))


@pytest.mark.parametrize("trouble", [WireClosed(), MessageTooLong("too long")])
def test_one_that_cannot_be_sent_the_submission_is_not_handed_out(trouble):
    launcher = Launcher(trouble=trouble)
    ahead = Ahead(launcher)
    ahead.begin(Limits(), BEGINNING)

    assert launcher.lines[0].left
    assert ahead.begun(Limits(), BEGINNING) is None


def test_that_none_can_be_begun_is_told_to_whoever_needs_it():
    ahead = Ahead(Launcher(most=0))
    ahead.begin(Limits(), BEGINNING)

    assert ahead.begun(Limits(), BEGINNING) is None
    with pytest.raises(WorkerError, match="too many processes"):
        ahead.launch(Limits())


def test_what_cannot_be_had_is_said_instead_of_handing_out_what_was_begun():
    launcher = Launcher(holds=False)
    ahead = Ahead(launcher)
    ahead.begin(Limits(), BEGINNING)

    with pytest.raises(WorkerError, match="cannot be had here"):
        ahead.begun(Limits(), BEGINNING)
    ahead.close()
    assert launcher.lines[0].left


def test_nobody_stays_behind():
    launcher = Launcher()
    ahead = Ahead(launcher)
    ahead.begin(Limits(), BEGINNING)
    ahead.begun(Limits(), BEGINNING)

    ahead.finish()
    ahead.close()

    assert [False, True] == [line.left for line in launcher.lines]
    assert ["finish", "finish", "close"] == launcher.said
