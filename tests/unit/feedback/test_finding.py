"""What a page says of each check: everything once."""

import msgspec
import pytest

from grader.feedback.finding import LONGEST_TOKEN, findings, replay_command, replay_remark
from grader.report import Alone, Witness
from tests.support.reports import a_check, a_deadlock, a_lost_update, a_race, a_report, a_step, at

STUCK = "Deadlock: nobody can go on. Found in the 3rd order tried.\nThread-1 waits for lock_b, which Thread-2 holds (line 9)."


def found(*checks):
    return findings(a_report(*checks))


def test_a_deadlock_that_several_checks_meet_is_told_once():
    """An exploration has its story and a plain run has none; the deadlock is the same."""
    explored = a_check("A.", outcome="failed", rationale=STUCK, witness=a_deadlock(), hint="One order.")
    other = a_check(
        "B.", outcome="failed", rationale=STUCK.replace("3rd", "1st"), witness=a_deadlock(), hint="Release."
    )
    run = a_check("C.", outcome="failed", rationale=STUCK.replace(" Found in the 3rd order tried.", ""), location=at(9))

    first, *others = found(explored, other, run)

    assert ("Deadlock: nobody can go on. Found in the 3rd order tried.", False) == (first.rationale, first.again)
    assert 2 == len(first.waiting)
    for one in others:
        assert ("As above: Deadlock: nobody can go on.", True) == (one.rationale, one.again)
        assert (None, (), None, None) == (one.story, one.waiting, one.place, one.replay)
    assert ["One order.", "Release.", None] == [one.hint for one in (first, *others)]


def test_what_the_program_was_given_makes_no_other_deadlock_of_it():
    run = a_check("A.", outcome="failed", rationale=STUCK.replace(" Found in the 3rd order tried.", ""), location=at(9))
    explored = a_check(
        "B.",
        outcome="failed",
        rationale=STUCK.replace(" Found", " It was given the arguments 3 4. Found"),
        witness=a_deadlock(),
    )

    assert [False, True] == [one.again for one in found(run, explored)]


def test_an_error_is_the_same_whoever_ran_into_it():
    """A call alone, a thread of the program, and a search that says more about how it found it."""
    error = "NameError: name 'x' is not defined"
    alone = a_check("A.", outcome="failed", rationale=error, location=at(9))
    in_a_thread = a_check("B.", outcome="failed", rationale=f"Thread-1 (work) ended with {error}", location=at(9))
    searched = a_check("C.", outcome="failed", rationale=f"Thread-2 ended with {error}.", location=at(9))
    elsewhere = a_check("D.", outcome="failed", rationale=error, location=at(10))

    first, second, third, other = found(alone, in_a_thread, searched, elsewhere)

    assert [(f"As above: {error}.", True)] * 2 == [(one.rationale, one.again) for one in (second, third)]
    assert [False, False] == [first.again, other.again]


@pytest.mark.parametrize(
    ("said", "place", "again"),
    [
        ("b: not so; a, c, e: so it is, too.", None, False),
        ("0 of 3 processes ran work().", at(9), True),
        ("Process-1 ended with AttributeError: Can't get attribute 'work'.", None, True),
        ("Empty.", None, True),
    ],
)
def test_equal_words_of_a_suite_are_one_finding_only_where_a_line_or_an_error_says_so(said, place, again):
    _, second = found(*(a_check(name, outcome="failed", rationale=said, location=place) for name in "AB"))

    assert again is second.again


def test_the_start_method_is_told_where_it_was_seen_and_makes_no_other_finding():
    alone = STUCK.replace(" Found in the 3rd order tried.", " This happens under spawn, not under fork.")
    first, again = found(
        a_check("A.", outcome="failed", rationale=alone), a_check("B.", outcome="failed", rationale=STUCK)
    )

    assert "Deadlock: nobody can go on. This happens under spawn, not under fork." == first.rationale
    assert ("As above: Deadlock: nobody can go on.", True) == (again.rationale, again.again)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "NameError: name 'x' is not defined. Did you mean: 'y'? (line 9).",
            "NameError: name 'x' is not defined. Did you mean: 'y'?",
        ),
        ("KeyError: 1 (line 9).", "KeyError: 1."),
        ("KeyError: 1 (line 8).", "KeyError: 1 (line 8)."),
    ],
)
def test_a_line_that_is_quoted_below_is_not_named_before(said, told):
    (one,) = found(a_check("A.", outcome="failed", rationale=said, location=at(9)))

    assert told == one.rationale


def test_what_a_suite_says_of_a_run_with_an_error_follows_from_the_error():
    error = "NameError: name 'x' is not defined."
    counted = a_check("A.", outcome="failed", rationale=f"{error}\nit should print 2", location=at(9))
    plain = a_check("B.", outcome="failed", rationale=error, location=at(9))

    first, again = found(counted, plain)

    assert f"{error}\nIt should print 2." == first.rationale
    assert (f"As above: {error}", True) == (again.rationale, again.again)


def test_what_comes_under_one_start_method_alone_is_told_though_the_error_was():
    """That a call fails in a shell, and that a process fails under spawn, are two things to learn."""
    error = "NameError: name 'lock' is not defined"
    called = a_check("A.", outcome="failed", rationale=error, location=at(9))
    spawned = a_check(
        "B.",
        outcome="failed",
        rationale=f"P ended with {error}. This happens under spawn, not under fork.",
        location=at(9),
    )
    again = a_check("C.", outcome="failed", rationale=spawned.rationale, location=at(9))

    assert [False, False, True] == [one.again for one in found(called, spawned, again)]


def test_a_hint_does_not_stand_beside_an_error_that_was_told():
    error, stuck = "NameError: name 'x' is not defined", "Deadlock: nobody can go on.\nA waits."
    twice = [a_check(n, outcome="failed", rationale=error, location=at(9), hint=n) for n in ("First.", "Second.")]
    waits = [a_check(n, outcome="failed", rationale=stuck, location=at(9), hint=n) for n in ("Third.", "Fourth.")]

    assert ["First.", None, "Third.", "Fourth."] == [one.hint for one in found(*twice, *waits)]


def test_a_deadlock_without_a_story_lists_who_waits():
    run = a_check(
        outcome="failed", rationale="Deadlock: nobody can go on.\nA waits for B.\nB waits for A.", location=at(9)
    )
    (finding,) = found(run)

    assert ("Deadlock: nobody can go on.", ("A waits for B.", "B waits for A.")) == (finding.rationale, finding.waiting)
    assert (None, at(9)) == (finding.story, finding.place)


def test_another_deadlock_is_told():
    one = a_check("A.", outcome="failed", rationale=STUCK, witness=a_deadlock())
    other = a_check("B.", outcome="failed", rationale=STUCK.replace("Thread-1", "Thread-3"), witness=a_deadlock())

    assert [False, False] == [finding.again for finding in found(one, other)]


@pytest.mark.parametrize(("other", "again"), [(at(19), True), (at(20), False), (None, False)])
def test_the_same_error_at_another_place_is_another(other, again):
    error = {"outcome": "failed", "rationale": "NameError: name 'x' is not defined"}

    assert again == found(a_check("A.", location=at(19), **error), a_check("B.", location=other, **error))[1].again


def test_what_passed_silently_is_not_told_again():
    assert [("", False)] * 2 == [(one.rationale, one.again) for one in found(a_check("A."), a_check("B."))]


def test_a_hint_is_given_once():
    assert ["Look.", None] == [
        one.hint for one in found(*(a_check(t, outcome="failed", rationale=t, hint="Look.") for t in "AB"))
    ]


def test_a_hint_that_was_not_shown_has_not_been_told():
    error = {"outcome": "failed", "rationale": "NameError: name 'x' is not defined", "location": at(9)}
    other = a_check("C.", outcome="failed", rationale="It prints 1.", hint="Print 2.")

    shown = found(a_check("A.", hint="Look.", **error), a_check("B.", hint="Print 2.", **error), other)

    assert ["Look.", None, "Print 2."] == [one.hint for one in shown]


def test_of_a_hint_in_several_lines_those_are_told_that_are_new():
    slip = "Look at line 3: x.start is only named there."
    shown = found(*(a_check(t, outcome="failed", rationale=t, hint=f"{slip}\n{t}?") for t in "AB"))

    assert [f"{slip}\nA?", "B?"] == [one.hint for one in shown]


@pytest.mark.parametrize("said", ["Exit code should be 0, and it is 1.", "Empty lines are printed.", "Full of spaces."])
def test_the_words_of_a_suite_are_no_error(said):
    assert not found(*(a_check(t, outcome="failed", rationale=said, hint=t) for t in "AB"))[1].again


def test_actors_are_called_as_in_the_drawing():
    check = a_check(outcome="failed", rationale="Thread-1 (increase) did it.", witness=a_race())

    assert "Thread-1 did it." == found(check)[0].rationale


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Thread-2 (consume) waits for an item.", "Thread-2 waits for an item."),
        ("Thread-1 (f) waits. Thread-1 (g) waits.", "Thread-1 (f) waits. Thread-1 (g) waits."),
        ("Still alive at the end: Thread-1 (line 4).", "Still alive at the end: Thread-1 (line 4)."),
    ],
    ids=["one", "two of one number", "a line"],
)
def test_actors_are_called_so_without_a_drawing_too(said, told):
    assert told == findings(a_report(a_check(outcome="failed", rationale=said)))[0].rationale


def test_without_interplay_there_is_no_story_and_the_place_is_said():
    alone = Witness(token="T", steps=(a_step("MainThread", 3, "with lock:", "acquires", "lock"),))
    (finding,) = found(a_lost_update(alone, location=at(3)))

    assert (None, None, at(3)) == (finding.story, finding.replay, finding.place)


def test_a_story_without_steps_is_none():
    assert found(a_lost_update(Witness(token="T", steps=())))[0].story is None


def test_signs_worth_and_words():
    assert [
        ("✓", "passed", "2 / 2"),
        ("✗", "not yet", "0 / 2"),
        ("✗", "not yet: it took too long", "0 / 2"),
        ("~", "passed in part", "1 / 2"),
        ("!", "could not be judged", ""),
        ("✓", "passed", "1 / 1 bonus"),
        ("✓", "passed", ""),
    ] == [
        (one.sign, one.spoken, one.worth)
        for one in found(
            a_check(),
            a_check(outcome="failed"),
            a_check(outcome="timed_out"),
            a_check(outcome="failed", points=1.0),
            a_check(outcome="broken"),
            a_check(worth=1.0, bonus=True),
            a_check(worth=0.0),
        )
    ]


def test_a_token_that_nobody_would_copy_is_not_printed():
    short, long = (Witness(token="A" * length, steps=()) for length in (LONGEST_TOKEN, LONGEST_TOKEN + 1))

    assert f'grade replay {"A" * LONGEST_TOKEN} "my work.py" --seed 3' == replay_command(
        short, "my work.py", " --seed 3"
    )
    assert "" == replay_remark(short)
    assert "grade replay TOKEN x.py" == replay_command(long, "x.py")
    assert "grade replay TOKEN ./-x.py" == replay_command(long, "-x.py")
    assert " (this order needs a long token, which --json has in full)" == replay_remark(long)


def test_a_line_of_thousands_of_characters_is_as_good_as_it_is():
    long = f"{'x ' * 30_000}ended. Found in the 1st order tried."
    checks = [a_check(id=f"c{n}", outcome="failed", rationale=long, location=at(3)) for n in range(2)]

    first, second = (one.rationale for one in findings(a_report(*checks)))
    assert first == long
    assert second == f"As above: {long}"[:299] + "…"


def test_what_is_skipped_for_the_same_reason_is_not_told_why_again():
    why = "Skipped until this is right: “It starts two threads.”"
    skipped = [a_check(title, outcome="skipped", rationale=why) for title in "AB"]

    assert [why, "Skipped for the same reason."] == [one.rationale for one in found(*skipped)]


@pytest.mark.parametrize("outcome", ["timed_out", "crashed"])
def test_what_a_suite_misses_in_a_program_without_an_end_follows_from_that(outcome):
    ended = {"outcome": outcome, "location": at(5)}
    plain = a_check("A.", rationale="It does not come to an end", hint="Wait.", **ended)
    missed = a_check("B.", rationale="It does not come to an end.\nNothing is printed.", hint="Print.", **ended)

    assert [("It does not come to an end.", "Wait."), ("As above: It does not come to an end.", None)] == [
        (one.rationale, one.hint) for one in found(plain, missed)
    ]


def test_what_replay_is_told_so_that_it_needs_no_check_stands_behind_the_file():
    alone = Alone(observe=("total", "number.value"), args=("3", "a b"))
    found = [
        findings(a_report(a_lost_update(msgspec.structs.replace(a_race(), alone=one))))[0].options
        for one in (None, Alone(observe=(), args=()), alone)
    ]

    assert ["", "", ' --observe total --observe number.value -- 3 "a b"'] == found
