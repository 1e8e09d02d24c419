"""What a worker tells of a run that is no run: nobody may be judged by it."""

import pytest

from grader.course.model import Limits
from grader.errors import BeyondError, TamperingError, WorkerError
from grader.intake import Submission
from grader.interleave.ending import TOO_LONG, Escape
from grader.sandbox import endings, runs
from grader.sandbox.claims import Claim, StudentError, TimedOut
from grader.worker.values import encode
from tests.support.courses import a_run

SUBMISSION = Submission(entry="a.py", module="a.py", files={"a.py": b""}, source="", digest="")


def an_account(kind, **more):
    known = {
        "stdout": "", "stderr": "", "exit_code": None, "signal": None, "duration": 0.0, "virtual_duration": 0.0, "actors": (),
        "leaked": (), "simulated": False, "escapes": (), "detail": "",
    }  # fmt: skip
    return runs.Account(kind=kind, **(known | more))


@pytest.mark.parametrize(
    ("account", "error", "words"),
    [
        (an_account("starved"), WorkerError, "busy"),
        (an_account("forged", detail="two ends"), TamperingError, "what the processes of a run tell was forged: two ends"),
        (an_account("unheard"), BeyondError, "past the connection by which its processes tell"),
        (an_account("ended_from_outside", signal=15), WorkerError, "SIGTERM"),
    ],
)  # fmt: skip
def test_nothing_is_said_of_a_run_that_was_not_seen_to_its_end(account, error, words):
    with pytest.raises(error, match=words) as told:
        runs.read(account, {}, SUBMISSION, Limits())

    assert not isinstance(told.value, Claim)


@pytest.mark.parametrize(("what", "long"), [(TOO_LONG, True), ("ctypes", False)])
def test_only_what_was_too_long_was_cut_off(what, long):
    """Of who uses what cannot be followed, what was simulated is not to be believed, though neither came to its end."""
    assert long == an_account("timed_out", escapes=(Escape("", 0, what),)).cut_off


def test_a_file_that_is_none_is_left_out():
    assert {"a.txt": b"x"} == runs.files_in({"files": {"a.txt": encode(b"x"), "b.txt": encode("no bytes")}})


def a_run_in_trouble(*troubles, timed_out=False, simulated=True):
    return a_run(troubles=troubles, timed_out=timed_out, simulated=simulated)


def test_what_the_same_run_under_fork_knows_nothing_of_is_the_start_methods():
    def blamed(under_fork):
        run = a_run_in_trouble(StudentError("NameError", "x"), StudentError("KeyError", "3"))
        return [trouble.rationale for trouble in runs.blamed_on("spawn", run, under_fork).troubles]

    told, plain = f"KeyError: 3. {endings.only_under('spawn')}", ["NameError: x", "KeyError: 3"]
    assert ["NameError: x", told] == blamed(a_run_in_trouble(StudentError("NameError", "x")))
    assert plain == blamed(a_run_in_trouble(StudentError("NameError", "x"), simulated=False))
    assert plain == blamed(a_run_in_trouble(StudentError("NameError", "x"), timed_out=True))


def test_only_what_had_no_end_is_said_to_have_none_in_life():
    escape = Escape("", 0, TOO_LONG)
    simulated = a_run(troubles=(TimedOut("It goes round"), StudentError("KeyError", "3")), escapes=(escape,))

    found = runs.endless_as_well(simulated)

    assert () == found.escapes
    assert ["It goes round. Nor did it come to an end when it ran for real.", "KeyError: 3"] == [
        trouble.rationale for trouble in found.troubles
    ]
