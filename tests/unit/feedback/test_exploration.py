"""The pages of `grade explore` and `grade replay`."""

from typing import get_args, get_type_hints

import pytest

from grader.feedback.clean import cells
from grader.feedback.endings import KINDS
from grader.feedback.exploration import exploration_page, replay_page
from grader.feedback.ink import Style
from grader.report import EndingRecord, Witness
from tests.support.gallery import a_long_race
from tests.support.reports import a_deadlock, a_race, a_step, an_ending, an_exploration


def test_every_ending_with_its_story(snapshot):
    found = an_exploration(
        an_ending("Start value 0\nend value 2\nend main\n", schedules=10, witness=a_race()),
        an_ending("Start value 0\nend value 1\nend main\n", schedules=2, witness=a_race()),
        an_ending(
            kind="deadlock",
            exit_code=None,
            detail="Deadlock: nobody can go on.\nThread-1 waits for lock_b (line 9).\nThread-2 waits for lock_a (line 16).",
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


def test_what_could_not_be_followed_is_no_ending(snapshot):
    found = an_exploration(
        exhaustive=False,
        controlled=False,
        proved="Nothing is proved: not fully controlled, line 1 uses ctypes (1 run).",
        faults=("ctypes.CDLL cannot be simulated",),
    )

    assert snapshot == exploration_page(found, Style(), file="add_lock.py")


def test_one_schedule_again(snapshot):
    ending = an_ending("end value 1\n", witness=a_race())

    assert snapshot == replay_page(ending, Style(), file="my work/add_lock.py", entry="add_lock.py")


def test_a_deadlock_again_says_who_holds_what():
    ending = an_ending(kind="deadlock", exit_code=None, witness=a_deadlock())

    page = replay_page(ending, Style(width=100), file="my work/add_lock.py", entry="add_lock.py")

    assert "- Thread-1 holds lock_a (line 8) and waits for lock_b (line 9), which Thread-2 holds.\n" in page


def test_each_part_of_a_deadlock_has_a_line_of_its_own():
    ending = an_ending(
        kind="deadlock", exit_code=None, detail="Deadlock: nobody can go on.\nA waits for B.\nB waits for A."
    )

    assert "    - A waits for B.\n    - B waits for A.\n" in exploration_page(
        an_exploration(ending), Style(), file="x.py"
    )


@pytest.mark.parametrize("kind", get_args(get_type_hints(EndingRecord)["kind"]))
def test_every_kind_has_words(kind):
    assert KINDS[kind][0] in exploration_page(an_exploration(an_ending(kind=kind)), Style(), file="x.py")


def test_one_good_ending_needs_no_story():
    page = exploration_page(an_exploration(an_ending("2\n", witness=a_race())), Style(), file="x.py")

    assert "reads 0" not in page
    assert "Again, step by step: grade replay A7K2-9QXM-04 x.py" in page


def many_endings():
    """Many values, two deadlocks, and one error with the shortest story of its kind last."""
    long, short = a_long_race(), a_race()
    finished = [an_ending(f"end value {n}\n", witness=long, schedules=n) for n in range(1, 31)]
    deadlocks = [an_ending(kind="deadlock", exit_code=None, witness=a_deadlock()) for _ in range(2)]
    return [*finished, *deadlocks, an_ending("end value 99\n", witness=short)]


def test_of_many_endings_one_of_each_kind_is_told_and_the_most_frequent_others_take_a_line_each(snapshot):
    assert snapshot == exploration_page(an_exploration(*many_endings()), Style(), file="x.py")


def test_every_ending_is_told_to_who_asks_for_that():
    endings = many_endings()
    page = exploration_page(an_exploration(*endings), Style(), file="x.py", every=True)

    assert [f"{number:2}" for number in range(1, 34)] == [
        line[:2] for line in page.splitlines() if line[:2].strip().isdigit()
    ]
    assert 33 == page.count("Again, step by step")
    assert "more endings" not in page
    assert "-v" not in page


def test_what_the_program_was_given_stands_in_the_command():
    found = an_exploration(an_ending("2\n", witness=a_race()))

    assert "grade replay A7K2-9QXM-04 x.py -- 3\n" in exploration_page(found, Style(), file="x.py", given=" -- 3")


def test_a_wait_that_came_to_an_end_is_not_told_as_stuck():
    waited = Witness(
        token="T", steps=(a_step("A", 3, "e.wait()", "waits for", "e"), a_step("B", 4, "e.set()", "sets", "e"))
    )

    assert "- A waits" not in exploration_page(
        an_exploration(an_ending(witness=waited), an_ending("x", witness=waited)), Style(), file="x.py"
    )


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("kind", get_args(get_type_hints(EndingRecord)["kind"]))
def test_every_ending_fits_the_screen(kind, width):
    witness = a_deadlock() if kind == "deadlock" else a_long_race()
    detail = "RecursionError: maximum recursion depth exceeded while calling a Python object"
    ending = an_ending("a line that is printed\n" * 3, kind=kind, detail=detail, witness=witness)
    text = exploration_page(an_exploration(ending, *many_endings()), Style(width=width), file="x.py")

    assert [] == [line for line in text.splitlines() if cells(line) > width and "grade replay" not in line]
