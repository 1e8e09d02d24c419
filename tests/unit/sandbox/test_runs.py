"""What a worker tells of a run that is no run: nobody may be judged by it."""

import pytest

from grader.course.model import Limits
from grader.errors import BeyondError, TamperingError, WorkerError
from grader.intake import Submission
from grader.interleave.ending import TOO_LONG, Escape
from grader.sandbox import runs
from grader.sandbox.claims import Claim

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
