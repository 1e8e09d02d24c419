"""What is said to be proved of a program that was explored, and what is not."""

import pytest

from grader.feedback.endings import endings_of
from grader.feedback.finding import PATIENT
from grader.feedback.proof import EARLY, LOST, claims
from grader.report import Witness
from tests.support.reports import a_race, a_step, an_ending, an_exploration

PROVED = "Every possible order was covered: there are no other endings. (One step at a time; sets are gone through in one order.)"


def said(*endings, every=False, **more):
    found = an_exploration(*(endings or [an_ending()]), **more)
    return [text for text, _ in claims(found, endings_of(found, every=every), every=every)]


def test_what_a_claim_rests_on_is_said_to_who_asks():
    assert ["Every possible order was covered: there are no other endings.", "-v says what this rests on."] == said(
        proved=PROVED
    )
    assert [
        PROVED,
        "Processes start by spawn; threads and processes are switched wherever the language allows it.",
    ] == said(proved=PROVED, every=True)


def test_that_timeouts_were_long_enough_is_always_said():
    rests = PROVED.removesuffix(".)") + "; timeouts fire only when nothing else can go on.)"

    assert f"{PATIENT} --timeouts any tries that." in said(proved=rests)
    assert PATIENT not in said(proved=PROVED)


def test_that_processes_would_start_otherwise_on_this_machine_is_said():
    told = (
        "Processes were started by spawn. Python would start them by fork on this machine, which may end otherwise: "
        "--start-method fork."
    )

    assert told not in said()
    assert told in said(usual_start_method="fork")


@pytest.mark.parametrize(("error", "told"), [("EOFError: EOF when reading a line", True), ("EOFError", False)])
def test_how_a_program_gets_input_is_said_where_it_has_none_left(error, told):
    ending = an_ending(kind="exception", detail=f"{error}: nobody types anything (line 2).")
    said_so = any("--stdin FILE" in text for text in said(ending))

    assert told == said_so


@pytest.mark.parametrize(
    ("proved", "in_any_order", "told"),
    [
        ("Every order.", True, True),
        ("Every order.", False, False),
        ("Nothing is proved: not fully controlled.", True, False),
    ],
)
def test_how_endings_are_told_apart_by_the_order_of_lines_is_said_where_it_made_none(proved, in_any_order, told):
    found = said(proved=proved, in_any_order=in_any_order)

    assert told == ("--output-order tells endings apart by the order of printed lines, too." in found)


@pytest.mark.parametrize(
    ("once", "told"),
    [
        (0, None),
        (1, "1 ending told here was not confirmed by running the order a second time."),
        (2, "2 endings told here were not confirmed by running the order a second time."),
    ],
)
def test_what_was_told_and_not_repeated_is_said(once, told):
    endings = [an_ending(f"{n}\n", witness=a_race(), repeated=n >= once) for n in range(2)]
    endings += [an_ending(f"never told {n}\n", witness=a_race(), repeated=False) for n in range(2)]
    found = said(*endings)

    assert [told] * bool(told) == [text for text in found if "second time" in text]


def test_what_is_to_be_done_about_long_loops_stands_by_itself():
    fault = "no order could be followed to an end: each takes more than 9 steps (a few rounds of a loop show as much as many)"
    found = said(faults=(fault,))

    assert "Make the loops shorter: a few rounds of a loop show as much as many." in found
    assert not any("(a few rounds" in text for text in found)


def test_a_fault_of_the_explorer_is_told_to_its_end():
    assert "The explorer could not go on: MemoryError in MainThread (line 2)" in said(
        faults=("MemoryError in MainThread (line 2)",)
    )


def test_signs_and_words_are_explained_where_they_occur():
    sign = "| is what the program prints, > what it does not print in ending 1."
    word = "A forced switch stops one who could go on."
    bounded = "There is no other ending among all orders with no forced switch (2,000 runs)."

    assert [] == [text for text in said(an_ending("1\n")) if text in (sign, word)]
    assert sign in said(an_ending("1\n"), an_ending("2\n"))
    assert word in said(an_ending("1\n"), proved=bounded)
    assert f"{sign} {word}" in said(an_ending("1\n"), an_ending("2\n"), proved=bounded)


def test_remarks_on_what_was_handed_in_are_told():
    assert (
        "Note: queue.py has the name of a module."
        == said(notices=("queue.py has the name of a module",), proved=PROVED)[0]
    )


def test_a_slip_is_told_before_what_is_proved():
    assert "Look at line 4: …" == said(slip="Look at line 4: …", proved=PROVED)[0]
    assert PROVED == said(proved=PROVED, every=True)[0]


def test_what_to_try_against_a_lost_update_is_said_where_a_story_shows_one():
    assert LOST in said(an_ending("2\n"), an_ending("1\n", witness=a_race()))
    assert LOST not in said(an_ending("2\n"), an_ending("1\n"))


@pytest.mark.parametrize(("who", "told"), [("MainThread", True), ("Thread-2", False)])
def test_what_to_try_where_the_main_program_looks_too_early_is_said(who, told):
    step = a_step(who, 9, "print(n)", "reads", "n", "0", decisive=True, note="Thread-1 changes it only afterwards")

    assert told == (EARLY in said(an_ending("2\n"), an_ending("0\n", witness=Witness(token="A7K2", steps=(step,)))))
