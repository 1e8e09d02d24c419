"""Two requests of one check: who is asked when, and what is told, whoever was done first."""

import pytest

from grader.course.model import Limits
from grader.errors import TamperingError, WorkerError
from grader.intake import Submission
from grader.sandbox import conversations
from grader.sandbox.answers import Answers
from grader.sandbox.claims import Crashed, TimedOut
from grader.sandbox.conversations import Conversations, Once

SUBMISSION = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source="", digest="")
SEARCH, LOTS = (Once({"job": job}, 1.0) for job in ("search", "lots"))
TOLD = ({"told": "search"}, {"told": "lots"})
SIDE_BY_SIDE = ["search asked", "lots asked", "search heard", "search left", "lots heard", "lots left"]
IN_TURN = ["search asked", "search heard", "search left", "lots asked", "lots heard", "lots left"]


class Scene:
    """Workers that say what becomes of them, and where they are asked for. `fails`: what happens once instead; `room`: how many
    there may be at a time."""

    def __init__(self, *, hurried=True, together=True, room=2, **fails):
        self.hurried, self.together, self.room, self.fails = hurried, together, room, fails
        self.said, self.open, self.answers = [], 0, Answers()
        self.beside = []
        self.check = self.another_check()

    def another_check(self):
        return Conversations(self, SUBMISSION, Limits(), self.answers)

    def side_by_side(self):
        return self.together

    def say(self, job, what):
        self.said.append(f"{job} {what}")
        if (why := self.fails.pop(f"{job}_{what}", None)) is not None:
            raise why


class Conversation:
    """One of them; it learns what it is for when it is asked."""

    escapes, clock, stdout, stderr, aside, refused = (), None, "", "", None, None
    is_out_of_hand = False

    def __init__(self, scene, *_, beside, **__):
        if scene.open == scene.room:
            raise WorkerError("no worker could be started")
        scene.beside.append(beside and beside["name"])
        scene.open += 1
        self.scene, self.over, self.job = scene, None, ""

    def say(self, what):
        try:
            self.scene.say(self.job, what)
        except Exception as why:
            self.over = why
            raise

    def put(self, request, *, own_s, may_sleep):
        self.job = request["job"]
        self.say("asked")
        return self.hear

    def hear(self):
        self.say("heard")
        return {"told": self.job}

    def part(self):
        if self.job in self.scene.fails:
            self.over = self.scene.fails.pop(self.job)
            raise self.over

    def close(self):
        if self.scene is not None:
            self.scene.open -= 1
            self.scene.said.append(f"{self.job} left")
            self.scene = None


@pytest.fixture(autouse=True)
def acted(monkeypatch):
    monkeypatch.setattr(conversations, "Conversation", Conversation)


def test_where_somebody_waits_both_are_asked_before_the_first_is_heard():
    scene = Scene()

    assert TOLD == scene.check.answers(SEARCH, LOTS)
    assert SIDE_BY_SIDE == scene.said


@pytest.mark.parametrize("how", [{"hurried": False}, {"together": False}], ids=["nobody waits", "one at a time"])
def test_elsewhere_one_is_asked_after_the_other(how):
    scene = Scene(**how)

    assert TOLD == scene.check.answers(SEARCH, LOTS)
    assert IN_TURN == scene.said


def test_what_another_check_was_told_is_not_asked_again():
    scene = Scene()
    for check in (scene.check, scene.another_check()):
        assert TOLD == check.answers(SEARCH, LOTS)

    assert SIDE_BY_SIDE == scene.said


@pytest.mark.parametrize(
    "died", [Crashed("it crashed"), TamperingError("forged"), TimedOut("busy", location=None)], ids=repr
)
@pytest.mark.parametrize("hurried", [True, False])
def test_without_a_first_answer_the_second_is_not_heard(hurried, died):
    """Whatever has become of it meanwhile: it is as if it had not been asked yet."""
    scene = Scene(hurried=hurried, search_heard=died, lots_heard=WorkerError("this one died, too"))

    with pytest.raises(type(died)):
        scene.check.answers(SEARCH, LOTS)

    assert scene.check.trouble is died
    assert "lots heard" not in scene.said
    assert 0 == scene.open


@pytest.mark.parametrize("when", ["lots_heard", "lots"], ids=["before it answers", "when it is to part"])
@pytest.mark.parametrize("hurried", [True, False])
def test_a_second_that_dies_is_told_and_the_first_answer_is_known(hurried, when):
    died = Crashed("it crashed")
    scene = Scene(hurried=hurried, **{when: died})

    with pytest.raises(Crashed):
        scene.check.answers(SEARCH, LOTS)

    assert (died, 0) == (scene.check.trouble, scene.open)
    assert TOLD == scene.another_check().answers(SEARCH, LOTS)
    assert 1 == scene.said.count("search asked")


def test_a_second_without_an_end_is_not_asked_again():
    scene = Scene(lots_heard=TimedOut("busy", location=None))

    for check in (scene.check, scene.another_check()):
        with pytest.raises(TimedOut):
            check.answers(SEARCH, LOTS)
        assert isinstance(check.trouble, TimedOut)
    assert 1 == scene.said.count("lots asked")


def test_where_there_is_no_room_for_two_the_second_is_asked_afterwards():
    scene = Scene(room=1)

    assert TOLD == scene.check.answers(SEARCH, LOTS)
    assert IN_TURN == scene.said


def test_a_second_that_could_not_begin_beside_the_first_is_no_trouble():
    scene = Scene(lots_asked=WorkerError("the worker did not answer in time"))

    assert TOLD == scene.check.answers(SEARCH, LOTS)
    assert "lots asked" == scene.said[-3]
    assert scene.check.trouble is None


def test_a_second_that_is_no_worker_of_ours_ends_both():
    forged = TamperingError("something else than that a worker is ready")
    scene = Scene(lots_asked=forged)

    with pytest.raises(TamperingError):
        scene.check.answers(SEARCH, LOTS)

    assert "search heard" not in scene.said
    assert "search left" in scene.said
    assert scene.check.trouble is forged


def test_who_interrupts_leaves_nobody_behind():
    scene = Scene(search_heard=KeyboardInterrupt())

    with pytest.raises(KeyboardInterrupt):
        scene.check.answers(SEARCH, LOTS)

    assert 0 == scene.open


@pytest.mark.parametrize(
    ("hurried", "beside"),
    [(True, [None, None, "one", "one", None, None, None, None]), (False, ["one"] * 4 + ["two"] * 2 + [None] * 2)],
    ids=["two moulds that take turns", "one mould"],
)
def test_a_mould_rewrites_a_program_beside_what_it_will_be_asked_for_more_than_once(hurried, beside):
    scene = Scene(hurried=hurried)
    for seed, kind in enumerate(("one", "one", "two", None)):
        target = {"kind": "scenario", "name": kind, "source": "…"} if kind else {"kind": "script"}
        asked = {"target": target, "seed": seed}
        scene.check.answers(Once({"job": "search", **asked}, 1.0), Once({"job": "lots", **asked}, 1.0))

    assert beside == scene.beside
