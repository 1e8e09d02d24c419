"""What is said of an ending: what it printed, and of those that are not told a line."""

import pytest

from grader.feedback.endings import FEW, MOST_LISTED, MOST_PRINTED, account_of, endings_of, quoted
from tests.support.reports import a_deadlock, a_race, an_ending, an_exploration


def of(*endings, **how):
    return endings_of(an_exploration(*endings), **how)


def printed(*endings):
    return [[text for _, text in one.printed] for one in of(*endings, every=True).told]


def test_lines_that_the_first_ending_does_not_have_are_marked():
    told = of(an_ending("a\nb\n"), an_ending("a\nc\n")).told

    assert [("| ", "a"), ("| ", "b")] == told[0].printed
    assert [("| ", "a"), ("> ", "c")] == told[1].printed


def test_lines_that_only_come_in_another_order_are_said_to_do_so():
    told = of(an_ending("a\nb\n"), an_ending("b\na\n"), an_ending("b\n", kind="exception")).told

    remark = ("", "(the same lines as in ending 1, in another order)")
    assert [("| ", "b"), ("| ", "a"), remark] in [one.printed for one in told]
    assert 1 == sum(remark in one.printed for one in told)


def test_of_much_output_what_is_not_usual_is_shown_or_both_ends():
    usual = [f"line {number}" for number in range(MOST_PRINTED + 8)]
    half = MOST_PRINTED // 2

    assert [("> ", "other"), ("", f"({len(usual)} more lines)")] == quoted([*usual, "other"], usual)
    both_ends = quoted(usual)
    assert [text for _, text in both_ends] == [*usual[:half], "(8 more lines)", *usual[-half:]]
    assert MOST_PRINTED + 1 == len(both_ends)


def test_what_was_written_to_stderr_is_shown_where_nothing_else_is():
    logged = an_ending("", stderr="12:00:00 begins\n")
    failed = an_ending("", kind="exception", stderr="Traceback (most recent call last):\n  told already\n")
    noisy = an_ending("2\n", stderr="12:00:00 beside it\n")

    assert [["12:00:00 begins"], [], ["2"]] == printed(logged, noisy, failed)


def test_where_only_stderr_tells_endings_apart_only_what_differs_in_it_is_shown():
    one, other = (an_ending("2\n", stderr=f"both\n{only}\n") for only in ("one", "other"))

    assert [["2", "one"], ["2", "other"]] == printed(one, other)
    there, back = (an_ending("2\n", stderr=log) for log in ("a\nb\n", "b\na\n"))
    assert [["2", "a", "b"], ["2", "b", "a"]] == printed(there, back)


def test_the_endings_that_are_not_told_take_a_line_for_each_that_reads_the_same():
    finished = [an_ending(f"{number}\n", schedules=number) for number in range(1, MOST_LISTED + 4)]
    deadlocks = [an_ending(kind="deadlock", exit_code=None, witness=a_deadlock()) for _ in range(3)]
    errors = [an_ending(kind="exception", detail=f"KeyError: {key} (line 3)", schedules=20) for key in "ab"]
    found = of(*finished, *deadlocks, *errors)

    assert "9 more endings of these kinds" == found.heading
    assert [20, 8, 7, 6, 5] == [other.orders for other in found.others]
    assert ["KeyError: b (line 3).", "> 8"] == [other.said for other in found.others][:2]
    assert found.more
    few = of(*finished[:3], *deadlocks)
    assert [(3, 1, "> 3")] == [(other.orders, other.endings, other.said) for other in few.others]
    assert not few.more


def test_what_reads_the_same_as_what_is_told_needs_no_line_and_who_waits_elsewhere_does():
    def stuck(detail):
        return an_ending(
            kind="deadlock", exit_code=None, witness=a_deadlock(), detail=f"Deadlock: nobody can go on.\n{detail}"
        )

    main = "MainThread waits for the end of B (line 9).\n"
    first = (stuck(f"{who} waits (line 1).") for who in "ABA")
    found = of(*first, *(stuck(f"{main}B waits (line {line}).") for line in (2, 3, 4, 5, 5)))

    assert ["3 such endings, 3 orders", "1 order", "1 order", "1 order"] == [one.count for one in found.told]
    assert "4 more endings" == found.heading
    assert [(2, "deadlock (line 5)")] == [(other.endings, other.said) for other in found.others]


def test_what_is_said_of_the_first_ending_too_is_not_said_again_in_a_line():
    def finished(number, more=""):
        return an_ending(f"{number}\n", detail=f"a task failed, and nobody asked\n{more}".strip(), schedules=9 - number)

    found = of(finished(0), *(finished(number) for number in (1, 2, 3)), finished(4, "and another"))

    assert ["> 2", "> 3", "and another.  > 4"] == [other.said for other in found.others]


def test_all_that_are_told_leave_nothing_to_be_listed():
    assert ("", []) == (lambda found: (found.heading, found.others))(of(an_ending("1\n"), an_ending("2\n")))


@pytest.mark.parametrize("with_story", [True, False])
def test_a_deadlock_says_who_waits_with_a_story_and_without(with_story):
    detail = "Deadlock.\nThread-1 waits for lock_b (line 9).\nThread-2 waits for lock_a (line 16)."
    ending = an_ending(kind="deadlock", exit_code=None, witness=a_deadlock(), detail=detail)
    account = account_of(ending, "add_lock.py", with_story=with_story)
    said = account.waiting if with_story else account.detail

    assert with_story == (account.story is not None)
    assert any("Thread-1 holds lock_a (line 8) and waits for lock_b" in one for one in said)
    assert not (account.detail if with_story else account.waiting)


def test_how_many_endings_of_a_kind_there_are_stands_beside_the_one_that_is_told():
    found = of(an_ending("2\n", schedules=5), *(an_ending(f"{n}\n", schedules=2, witness=a_race()) for n in (0, 1, 3)))

    assert ["5 orders", "3 such endings, 6 orders"] == [one.count for one in found.told]


@pytest.mark.parametrize(("many", "told"), [(2, 2), (FEW, FEW), (FEW + 1, 1)])
def test_few_are_all_told_with_their_stories(many, told):
    found = of(*(an_ending(f"{n}\n", witness=a_race()) for n in range(many)))

    assert told == sum(one.account.story is not None for one in found.told)


def test_those_of_kinds_that_are_not_told_are_not_said_to_be_of_these():
    errors = [an_ending(kind="exception", detail=f"Error{n}: 0 (line 1).", witness=a_race()) for n in range(6)]

    assert "2 more endings" == of(*errors).heading
