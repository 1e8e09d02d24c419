"""One worker's beginning: what is said when there is none."""

import signal

import pytest

from grader.course.model import Limits
from grader.errors import TamperingError, WorkerError
from grader.intake import Submission
from grader.sandbox.claims import Crashed, TimedOut, Unreadable
from grader.sandbox.exchange import Exchange
from grader.sandbox.starting.launch import Fate
from grader.worker.wire import WireClosed
from tests.support.systems import needs

SUBMISSION = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source="", digest="")


class Stillborn:
    """A launcher, a line and a channel of a worker that never begins."""

    def __init__(self, fate, *, early=False):
        self.fate, self.early = fate, early
        self.channel = self

    def launch(self, limits):
        return self

    def again(self, beginning, beside):
        return None

    def begun(self, limits, beginning):
        return self if self.early else None

    def holds(self, beginning):
        """It never gets so far."""

    def complaint(self):
        return ""

    def deadline(self, seconds, own_s=None):
        return None

    def send(self, message, deadline):
        """Nobody reads it."""

    def seal(self, seal):
        """Nobody seals anything."""

    def receive(self, deadline):
        raise WireClosed

    def end(self, *, silent=False):
        return self.fate


def test_a_wall_that_could_not_be_built_is_named():
    launcher = Stillborn(Fate(exit_code=97, wall="landlock: it does not hold"))

    with pytest.raises(WorkerError, match="the wall around a worker could not be built: landlock: it does not hold"):
        Exchange(launcher, SUBMISSION, Limits(), cpu_s=1, stacks=0)


def test_a_worker_that_says_something_else_than_whether_it_can_be_read_is_held_for_review():
    launcher = Stillborn(Fate())
    said = iter([{"laid": True}, {"nothing": "of use"}])
    launcher.receive = lambda deadline: next(said)

    with pytest.raises(TamperingError, match="something else than whether the program can be read"):
        Exchange(launcher, SUBMISSION, Limits(), cpu_s=1, stacks=0)


@pytest.mark.parametrize("early", [False, True])
def test_a_worker_that_died_of_something_else_says_its_last_words(early):
    launcher = Stillborn(Fate(exit_code=1, words="MemoryError"), early=early)

    with pytest.raises(WorkerError, match="the worker ended before it began: MemoryError"):
        Exchange(launcher, SUBMISSION, Limits(), cpu_s=1, stacks=0)


def test_a_worker_that_is_not_ready_though_its_text_was_read_is_held_for_review():
    launcher = Stillborn(Fate())
    said = iter([{"laid": True}, {"refused": None}, {"nothing": "of use"}])
    launcher.receive = lambda deadline: next(said)

    exchange = Exchange(launcher, SUBMISSION, Limits(), cpu_s=1, stacks=0)
    with pytest.raises(TamperingError, match="something else than that a worker is ready"):
        exchange.send({"job": "load"}, own_s=None, may_sleep=False)


@pytest.mark.parametrize(
    ("request_", "kind"),
    [
        ({"job": "load"}, TimedOut),
        ({"job": "run", "clock": "virtual"}, TimedOut),
        ({"job": "run", "clock": "real"}, WorkerError),
    ],
    ids=["load", "simulated", "real"],
)
@needs("signal.SIGKILL")
def test_what_watching_takes_kills_nobody(request_, kind):
    """Whoever is killed after more time than the program has was killed for that, unless it only watched the program."""
    launcher = Stillborn(Fate(signal=signal.SIGKILL, processor_s=99.0))
    said = iter([{"laid": True}, {"refused": None}, {"ready": 7}])
    launcher.receive = lambda deadline: next(said, None) or launcher.gone()
    launcher.gone = lambda: (_ for _ in ()).throw(WireClosed())

    exchange = Exchange(launcher, SUBMISSION, Limits(), cpu_s=1, stacks=0)
    with pytest.raises(kind):
        exchange.send(request_, own_s=None, may_sleep=True)


def test_a_mould_that_dies_while_it_rewrites_a_text_names_what_python_could_not_bear():
    launcher = Stillborn(Fate(signal=11))
    said = iter([{"laid": True}, {"refused": None}])

    def receive(deadline):
        for answer in said:
            return answer
        raise WireClosed

    launcher.receive = receive

    exchange = Exchange(launcher, SUBMISSION, Limits(), cpu_s=1, stacks=0)
    for _ in range(2):  # whoever asks again is told the same
        with pytest.raises(Unreadable, match="Python itself crashes when it reads the code"):
            exchange.send({"job": "load"}, own_s=None, may_sleep=False)


class Ready(Stillborn):
    """One that begins, and then says what it is told to; `left`: how it was let go."""

    def __init__(self, *answers, fate=None):
        super().__init__(fate or Fate())
        self.answers = iter([{"laid": True}, {"refused": None}, {"ready": 7}, *answers])
        self.sent, self.left = [], None

    def deadline(self, seconds, own_s=None):
        return None

    def send(self, message, deadline):
        self.sent.append(message)

    def receive(self, deadline):
        answer = next(self.answers, WireClosed())
        if isinstance(answer, Exception):
            raise answer
        return answer

    def let_go(self, *, unused=False, busy=False):
        self.left = {"unused": unused, "busy": busy}


def asked(launcher):
    exchange = Exchange(launcher, SUBMISSION, Limits(), cpu_s=1, stacks=0)
    return exchange, exchange.ask({"job": "explore"}, own_s=None, may_sleep=False)


def test_what_is_asked_is_under_way_before_the_answer_is_waited_for():
    launcher = Ready({"value": 1})
    _, hear = asked(launcher)

    assert "explore" == launcher.sent[-1]["job"]
    assert {"value": 1} == hear()


@pytest.mark.parametrize("heard", [True, False])
def test_one_that_is_let_go_unheard_is_busy_and_not_as_good_as_new(heard):
    launcher = Ready({"value": 1})
    exchange, hear = asked(launcher)
    if heard:
        hear()
    exchange.let_go()

    assert {"unused": False, "busy": not heard} == launcher.left


def test_one_that_dies_unheard_is_told_when_it_is_heard():
    exchange, hear = asked(Ready(fate=Fate(signal=6, words="Fatal Python error")))

    assert exchange.over is None
    with pytest.raises(Crashed) as crashed:
        hear()
    assert exchange.over is crashed.value


def test_what_came_unheard_is_looked_at_like_any_other_answer():
    exchange, hear = asked(Ready({"value": 1, "notices": ["grader was imported"]}))

    with pytest.raises(TamperingError, match="grader was imported"):
        hear()
    assert isinstance(exchange.over, TamperingError)
