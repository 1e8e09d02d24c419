"""What an exception means, and which of two verdicts counts."""

import pytest

from grader.errors import BeyondError, TamperingError, UsageError, WorkerError
from grader.judge import verdict
from grader.report import Explored, Location, Outcome, Witness
from grader.sandbox.claims import Crashed, Deadlocked, Exhausted, PromiseBroken, StudentError, TimedOut

FORGED = verdict.of(TamperingError("frame 3 is forged"))
OURS = verdict.of(WorkerError("no fork"))
STOPPED = verdict.of(TimedOut("never ends"))
WRONG = verdict.of(StudentError("NameError", "x"))


def test_nothing_raised_is_a_pass():
    assert verdict.PASSED == verdict.of(None)


@pytest.mark.parametrize(
    ("raised", "outcome"),
    [
        (StudentError("NameError", "x"), Outcome.FAILED),
        (TimedOut("never ends"), Outcome.TIMED_OUT),
        (Deadlocked("A waits for B"), Outcome.FAILED),
        (Crashed("signal 11"), Outcome.CRASHED),
        (PromiseBroken("ended as 1"), Outcome.FAILED),
        (TamperingError("forged"), Outcome.BROKEN),
        (WorkerError("no fork"), Outcome.BROKEN),
        (BeyondError("the program uses os.system"), Outcome.BROKEN),
        (pytest.fail.Exception("wrong"), Outcome.FAILED),
        (verdict.NotYet("needs another first"), Outcome.SKIPPED),
        (pytest.skip.Exception("not now"), Outcome.BROKEN),
        (pytest.exit.Exception("enough"), Outcome.BROKEN),
        (AttributeError("x"), Outcome.BROKEN),
        (RecursionError("x"), Outcome.BROKEN),
        (SystemExit(0), Outcome.BROKEN),
    ],
)
def test_outcomes(raised, outcome):
    assert outcome is verdict.of(raised).outcome


def test_who_asks_for_more_than_comes_within_a_generator_of_its_own_is_told_the_same():
    def nothing_comes():
        raise Exhausted

    with pytest.raises(RuntimeError) as raised:
        tuple(nothing_comes() for _ in range(3))

    assert verdict.of(Exhausted()) == verdict.of(raised.value)


def test_what_a_suite_makes_of_the_programs_error_by_itself_is_the_suites():
    with pytest.raises(RuntimeError) as raised:
        raise RuntimeError("so much for that") from StudentError("NameError", "x")

    assert Outcome.BROKEN is verdict.of(raised.value).outcome


@pytest.mark.parametrize(
    ("raised", "says"),
    [
        (AssertionError("3 != 2"), True),
        (pytest.fail.Exception("wrong"), True),
        (PromiseBroken("ended as 1"), False),
        (KeyError("x"), False),
        (None, False),
    ],
)
def test_that_a_promise_does_not_hold_is_said_by_the_suite_alone(raised, says):
    """A broken promise of all orders is an AssertionError as well, and tells itself what the program did."""
    assert says is verdict.says_no(raised)


def test_where_none_came_back_return_is_spoken_of():
    with pytest.raises(AssertionError) as raised:
        assert 3 == 4, "it returned None, which is no list"

    assert "no `return` with a value" in verdict.of(raised.value).advice


def test_a_claim_hands_over_all_it_knows():
    place = Location(file="add_lock.py", line=3)
    witness = Witness(token="A7K2", steps=())
    explored = Explored(schedules=2, proved="", controlled=True)
    found = verdict.of(
        PromiseBroken("ended as 1", location=place, hint="Hold the lock.", witness=witness, explored=explored)
    )

    assert ("ended as 1", place, "Hold the lock.", witness, explored, True) == (
        found.rationale,
        found.location,
        found.hint,
        found.witness,
        found.explored,
        found.insists,
    )


def test_a_failure_without_words_has_some():
    assert "What this check promises does not hold." == verdict.of(pytest.fail.Exception("")).rationale


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        (verdict.PASSED, WRONG, WRONG),
        (WRONG, verdict.PASSED, WRONG),
        (WRONG, STOPPED, WRONG),
        (STOPPED, OURS, OURS),
        (OURS, STOPPED, OURS),
        (OURS, FORGED, FORGED),
        (FORGED, OURS, FORGED),
    ],
)
def test_evidence_before_faults_before_the_earlier_trouble(one, other, counts):
    assert counts == verdict.worse(one, other)


@pytest.mark.parametrize(("reason", "said"), [("no fork", "no fork"), ("", "no reason is given")])
def test_a_suite_that_skips_a_check_owes_a_reason(reason, said):
    found = verdict.of(pytest.skip.Exception(reason))

    assert (f"The suite skipped this check: {said}", "course") == (found.rationale, found.fault)


def test_who_asks_for_what_is_not_there_is_told_what_to_do():
    told = verdict.of(UsageError("there is no given program 'rave.py'", hint="There are: race.py."))

    assert "The suite failed here: there is no given program 'rave.py'. There are: race.py." == told.rationale
    assert ("course", None) == (told.fault, told.hint)
