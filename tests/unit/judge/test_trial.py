"""What is known of a check while it runs."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.errors import LostError, TamperingError, WorkerError
from grader.judge.trial import Trial, within


@pytest.mark.parametrize(
    ("raised", "swallowed", "again"),
    [
        (LostError("gone"), None, True),
        (None, LostError("gone"), True),
        (WorkerError("ours"), None, False),
        (AssertionError("3 != 2"), None, False),
        (LostError("gone"), TamperingError("it answers for us"), False),
        (None, None, False),
    ],
)
def test_who_lost_a_process_is_heard_again_unless_there_is_evidence(raised, swallowed, again):
    trial = Trial(
        SimpleNamespace(suite=Path("suite"), points=1), remote=SimpleNamespace(trouble=swallowed, last_run=None)
    )

    trial._add(trial._heard(raised), "")
    trial._notice_what_was_swallowed()

    assert again is trial.can_be_heard_again


def test_a_suite_on_another_drive_is_named_in_full(monkeypatch):
    """Windows knows no way from one drive to another."""

    def no_way(path):
        raise ValueError("path is on mount 'C:', start on mount 'Z:'")

    monkeypatch.setattr(os.path, "relpath", no_way)

    assert "test_it.py:3: lost" == within(Path("suite"), f"suite{os.sep}test_it.py:3: lost")
