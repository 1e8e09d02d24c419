"""The pages of `grade explore` and `grade replay`."""

from typing import get_args, get_type_hints

import pytest

from grader.feedback.exploration import KINDS, exploration_page, replay_page
from grader.feedback.ink import Style
from grader.report import EndingRecord
from tests.support.reports import a_deadlock, a_race, an_ending, an_exploration


def test_every_ending_with_its_story(snapshot):
    found = an_exploration(
        an_ending("Start value 0\nend value 2\nend main\n", schedules=10, witness=a_race()),
        an_ending("Start value 0\nend value 1\nend main\n", schedules=2, witness=a_race()),
        an_ending(
            kind="deadlock",
            exit_code=None,
            detail="Every thread waits for another one.",
            witness=a_deadlock(),
        ),
    )

    assert snapshot == exploration_page(found, Style(), file="my file.py")


def test_one_ending(snapshot):
    assert snapshot == exploration_page(an_exploration(an_ending("2\n", schedules=2)), Style(), file="add_lock.py")


def test_what_is_not_proved_is_said(snapshot):
    found = an_exploration(
        an_ending("2\n", schedules=2),
        exhaustive=False,
        controlled=False,
        proved="None of 2,000 sampled orders fails. Not fully controlled, line 3: ctypes.",
    )

    assert snapshot == exploration_page(found, Style(), file="add_lock.py")


def test_one_schedule_again(snapshot):
    ending = an_ending("end value 1\n", witness=a_race())

    assert snapshot == replay_page(ending, Style(), file="my work/add_lock.py", entry="add_lock.py")


def test_a_deadlock_again_says_who_holds_what():
    ending = an_ending(kind="deadlock", exit_code=None, witness=a_deadlock())

    assert "- Thread-1 holds lock_a (taken at line 8), waits for lock_b at line 9" in replay_page(
        ending, Style(width=100), file="my work/add_lock.py", entry="add_lock.py"
    )


def test_each_part_of_a_deadlock_has_a_line_of_its_own():
    ending = an_ending(kind="deadlock", exit_code=None, detail="A waits for B; B waits for A")

    assert "    - A waits for B\n    - B waits for A\n" in exploration_page(
        an_exploration(ending), Style(), file="x.py"
    )


@pytest.mark.parametrize("kind", get_args(get_type_hints(EndingRecord)["kind"]))
def test_every_kind_has_words(kind):
    assert KINDS[kind][0] in exploration_page(an_exploration(an_ending(kind=kind)), Style(), file="x.py")
