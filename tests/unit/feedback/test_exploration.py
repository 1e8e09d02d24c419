"""The pages of `grade explore` and `grade replay`."""

from typing import get_args, get_type_hints

import pytest

from grader.feedback.clean import cells
from grader.feedback.exploration import KINDS, chosen, exploration_page, replay_page
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


def test_that_processes_would_start_otherwise_on_this_machine_is_said():
    said = "Python would start them by fork on this machine, which may end otherwise: --start-method fork."

    assert said not in " ".join(exploration_page(an_exploration(an_ending()), Style(), file="a.py").split())
    found = an_exploration(an_ending(), usual_start_method="fork")
    assert said in " ".join(exploration_page(found, Style(), file="a.py").split())


@pytest.mark.parametrize(
    ("proved", "in_any_order", "said"),
    [
        ("Every order.", True, True),
        ("Every order.", False, False),
        ("Nothing is proved: not fully controlled.", True, False),
    ],
)
def test_how_endings_are_told_apart_by_the_order_of_lines_is_said_where_it_made_none(proved, in_any_order, said):
    found = an_exploration(an_ending(), proved=proved, in_any_order=in_any_order)
    page = " ".join(exploration_page(found, Style(), file="a.py").split())

    assert said == ("--output-order tells endings apart by the order of printed lines, too." in page)


@pytest.mark.parametrize(
    ("once", "said"),
    [
        (0, ""),
        (1, "1 ending of 3 was not confirmed by running an order a second time."),
        (2, "2 endings of 3 were not confirmed by running an order a second time."),
    ],
)
def test_what_was_not_repeated_is_said(once, said):
    endings = [an_ending(f"{n}\n", witness=a_race(), repeated=n >= once) for n in range(3)]
    page = exploration_page(an_exploration(*endings), Style(), file="my file.py")

    assert said in page
    assert bool(said) == ("not confirmed" in page)


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


def test_what_is_to_be_done_about_long_loops_stands_by_itself():
    fault = "no order could be followed to an end: each takes more than 9 steps (a few rounds of a loop show as much as many)"
    page = exploration_page(an_exploration(faults=(fault,)), Style(), file="long.py")

    assert " Make the loops shorter: a few rounds of a loop show as much as many.\n" in page
    assert "(a few rounds" not in page


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


def test_of_many_endings_one_of_each_kind_is_told():
    endings = many_endings()

    assert [0, 30, 32] == chosen(endings)


def test_the_others_take_a_line_each(snapshot):
    assert snapshot == exploration_page(an_exploration(*many_endings()), Style(), file="x.py")


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


def test_what_was_written_to_stderr_is_shown_where_nothing_else_is():
    logged = an_ending("", stderr="12:00:00 begins\n")
    failed = an_ending("", kind="exception", stderr="Traceback (most recent call last):\n  told already\n")
    printed = an_ending("2\n", stderr="12:00:00 beside it\n")
    page = exploration_page(an_exploration(logged, failed, printed), Style(), file="my file.py")

    assert "| 12:00:00 begins" in page
    assert "told already" not in page
    assert "beside it" not in page
