"""Which endings of a program are told."""

from grader.feedback.choosing import SHORT_STEPS, chosen
from tests.support.gallery import a_long_race
from tests.support.reports import Witness, a_deadlock, a_race, a_step, an_ending


def told(*endings, **how):
    return [(one.number, len(one.alike), one.with_story) for one in chosen(endings, **how)]


def failed(detail, *, witness=None):
    return an_ending(kind="exception", detail=detail, witness=witness or a_race())


def a_quiet_order(note=""):
    """Two threads that get in nobody's way, but may look too soon."""
    look = a_step("A", 1, "print(x)", "reads", "x", "1", decisive=bool(note), note=note)
    return Witness(token="T", steps=(look, a_step("B", 2, "y = 1", "writes", "y", "1")))


def test_nothing_is_chosen_of_nothing():
    assert [] == told()


def test_the_one_ending_needs_no_story_where_it_is_good():
    assert [(0, 1, False)] == told(an_ending("2\n", witness=a_race()))
    assert [(0, 1, True)] == told(failed("KeyError: 1"))


def test_the_first_good_ending_comes_first_without_its_story():
    endings = [an_ending(kind="deadlock", exit_code=None, witness=a_deadlock()), an_ending("2\n", witness=a_race())]

    assert [(1, 1, False), (0, 1, True)] == told(*endings)


def test_others_are_held_against_an_order_in_which_nobody_gets_in_another_s_way():
    """Where all sleep between reading and writing, the first order of all may lose an update."""
    lost, kept = an_ending("1\n", witness=a_race()), an_ending("2\n", witness=a_quiet_order())
    looked = an_ending("3\n", witness=a_quiet_order(note="B changes it only afterwards"))

    assert [(1, 1, False), (0, 1, True)] == told(lost, kept)
    assert [(1, 1, False), (0, 1, True)] == told(lost, looked)
    assert [(1, 1, False), (0, 1, True)] == told(looked, kept)


def test_of_a_kind_the_shortest_story_is_told():
    endings = [an_ending("2\n"), an_ending("1\n", witness=a_long_race()), an_ending("0\n", witness=a_race())]

    assert [(0, 1, False), (2, 2, True)] == told(*endings)


def test_a_story_in_which_somebody_gets_in_another_s_way_says_more_than_a_shorter_one():
    endings = [an_ending("2\n"), an_ending("1\n", witness=a_quiet_order()), an_ending("0\n", witness=a_race())]

    assert [(0, 1, False), (2, 2, True)] == told(*endings)


def test_what_prints_something_else_says_more_than_what_only_was_observed_otherwise():
    endings = [an_ending("2\n"), an_ending("2\n", witness=a_race()), an_ending("1\n", witness=a_long_race())]

    assert [0, 2] == [number for number, _, _ in told(*endings)]


def test_each_error_is_a_kind_whoever_meets_it_and_whatever_its_message():
    endings = [
        failed("KeyError: 0 (line 11)."),
        failed("Thread-2 ended with KeyError: 2 (line 11)."),
        failed("Thread-1 ended with ValueError: ended with nothing (line 3)."),
        failed("KeyError (line 4)."),
    ]

    assert [(0, 3, True), (2, 1, True)] == told(*endings)


def test_two_deadlocks_are_two_kinds_and_the_same_lines_are_one_whoever_waits_there():
    def stuck(who, line):
        return an_ending(
            kind="deadlock", exit_code=None, detail=f"Deadlock.\n{who} waits for a (line {line}).", witness=a_deadlock()
        )

    assert [(0, 2, True), (1, 1, True)] == told(stuck("A", 3), stuck("A", 4), stuck("B", 3))


def test_a_long_story_is_told_only_where_it_is_the_shortest():
    long = a_long_race()
    assert len(long.steps) > SHORT_STEPS
    deadlock = an_ending(kind="deadlock", exit_code=None, witness=long)

    assert [(0, 1, True)] == told(deadlock)
    assert [(0, 1, False), (1, 1, True)] == told(deadlock, failed("KeyError: 1"))


def test_what_went_wrong_comes_before_what_only_prints_something_else():
    """However much longer its story is."""
    endings = [an_ending("2\n"), an_ending("1\n", witness=a_race()), an_ending(exit_code=1, witness=a_long_race())]

    assert [(0, 1, False), (2, 1, True), (1, 1, True)] == told(*endings)


def test_no_more_than_four_are_told_unless_every_one_is_asked_for():
    endings = [failed(f"E{number}: no") for number in range(5)]
    endings.append(an_ending("1\n", witness=a_race()))

    assert [5, 0, 1, 2] == [number for number, _, _ in told(*endings)]
    assert [(number, 1, True) for number in (5, 0, 1, 2, 3, 4)] == told(*endings, every=True)
