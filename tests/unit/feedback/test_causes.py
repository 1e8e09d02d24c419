"""What a lost check comes down to: the same words for the same mistake, and no more than was seen."""

import pytest

from grader.feedback.causes import LONGEST, cause_of, cut, in_titles, main_cause, plainer
from grader.report import NOTHING_TO_SAY, Witness
from tests.support.a_class import a_lost_update_with, checks, failed, no_lock
from tests.support.gallery import philosophers
from tests.support.reports import a_check, a_deadlock, a_race, a_report, a_step


def cause(witness=None, rationale="x ended as 1, expected 2.", outcome="failed"):
    return cause_of(a_check(outcome=outcome, rationale=rationale, witness=witness))


@pytest.mark.parametrize(
    ("mine", "theirs", "words"),
    [
        ((), (), "no lock is held"),
        (("lock",), (), "one of them holds no lock"),
        ((), ("lock",), "one of them holds no lock"),
        (("lock_a",), ("lock_b",), "each holds a lock of its own"),
        (("a lock",), ("a lock",), "each holds a lock of its own"),
    ],
)
def test_a_lost_update_by_the_locks_that_were_held(mine, theirs, words):
    assert f"Lost update: {words}" == cause(a_lost_update_with(mine, theirs))


def locked(step, held):
    """A step with the lock taken before it and given back after it, if it is to be held."""
    taken, given = (a_step(step.actor, 1, "with lock:", act, "lock", holds=held) for act in ("acquires", "releases"))
    return [taken, step, given] if held else [step]


def an_update(holds_reading, holds_writing):
    """Both read before either writes; the lock is taken for each by itself."""
    steps = []
    for who in "AB":
        steps += locked(a_step(who, 1, "x = v", "reads", "v", "0", holds=holds_reading), holds_reading)
    steps += locked(a_step("A", 2, "v = x", "writes", "v", "1", holds=holds_writing), holds_writing)
    last = a_step("B", 2, "v = x", "writes", "v", "1", holds=holds_writing, decisive=True, note="overwrites A's 1")
    return Witness(token="T", steps=(*steps, *locked(last, holds_writing)))


def test_a_lock_that_does_not_cover_both():
    assert "Lost update: the lock is given back between reading and writing" == cause(an_update(("lock",), ("lock",)))
    assert "Lost update: the lock is given back between reading and writing" == cause(an_update(("lock",), ()))
    assert "Lost update: the lock is held for writing, not for reading" == cause(an_update((), ("lock",)))


@pytest.mark.parametrize(
    ("story", "words"),
    [
        ("A+ Ar B+ Br Aw A- Bw! B-", "a semaphore is taken, and lets both in"),
        ("A+ Ar A- B+ Br B- A+ Aw A- B+ Bw! B-", "the semaphore is given back between reading and writing"),
        ("A+ Ar Br Aw A- Bw!", "one of them holds no semaphore"),
        ("Ar Br A+ Aw A- B+ Bw! B-", "the semaphore is held for writing, not for reading"),
        ("A+ A- B+ B- Ar Br Aw Bw!", "no lock is held"),
    ],
)
def test_a_semaphore_has_no_owner_and_what_it_does_is_said(story, words):
    """`A+` acquires it, `A-` releases it, `r` and `w` read and write, `!` is the write over another's."""
    acts = {"+": ("acquires", "slots"), "-": ("releases", "slots"), "r": ("reads", "v"), "w": ("writes", "v")}
    steps = (
        a_step(act[0], 1, "…", *acts[act[1]], note="overwrites A's 1" * act.endswith("!")) for act in story.split()
    )

    assert f"Lost update: {words}" == cause(Witness(token="T", steps=tuple(steps)))


def test_who_hold_a_lock_at_the_same_time_hold_two_whatever_they_are_called():
    """In two processes `lock` is two locks."""
    assert "Lost update: each holds a lock of its own" == cause(a_lost_update_with(("lock",), ("lock",)))


def test_a_race_of_any_names_and_values_is_the_same():
    assert "Lost update: no lock is held" == cause(a_race())


def waiting(*steps):
    return cause(Witness(token="T", steps=steps), rationale="Deadlock: nobody can go on.\nA waits.")


def a_wait(actor, action="waits for", target="lock", note="waits for ever", **more):
    return a_step(actor, 3, "x", action, target, decisive=True, note=note, **more)


def test_standstills_by_what_is_waited_for():
    assert "Deadlock: each holds a lock and waits for another’s" == cause(a_deadlock())
    assert cause(philosophers(5)) == cause(philosophers(3)) == cause(a_deadlock())
    assert "Deadlock: a lock was never given back" == waiting(
        a_step("B", 1, "", "acquires", "lock"), a_wait("A", note="B holds it and has ended")
    )
    assert "Deadlock: somebody wants a lock that it holds already" == waiting(
        a_wait("A", note="it already holds it itself", holds=("lock",))
    )
    assert "Deadlock: a lock is waited for and not given back" == waiting(
        a_step("B", 1, "", "acquires", "lock", holds=("lock",)), a_wait("A", note="B holds it")
    )
    assert "Nobody can go on: waits for an item" == waiting(
        a_wait("Main", "waits for the end of", "T"), a_wait("T", "waits for an item from", "jobs")
    )
    assert "Nobody can go on: goes round and round" == waiting(a_wait("T", "goes round until a change of", "x"))
    assert "Nobody can go on: waits for what nobody does" == waiting(a_wait("T", "waits for", "event"))
    assert "Nobody can go on: each waits for another’s end" == waiting(
        a_wait("A", "waits for the end of", "B"), a_wait("B", "waits for the end of", "A")
    )


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Expected 2, but got 1.", "Expected 200, but got -7.5.", "Expected N, but got N."),
        ("NameError: name 'Lokc' is not defined", "NameError: name \"tiem\" is not defined", "NameError: name ‘…’ is not defined."),
        ("x ended as 1. Found in the 3rd order tried.", "x ended as 2. Found in the 12th order tried.", "x ended as N."),
        ("Thread-1 (f) ended with E", "Thread-22 (g) ended with E", "Thread ended with E."),
        ("E: no (line 3).", "E: no (cell 4, line 12).", "E: no."),
        ("got [1, 2]", "got [3]", "got […]"),
        ("<object at 0x7f00ab>", "<object at 0x…>", "<object at …>."),
        ("seen on 2030-01-11: no", "seen on 2029-12-31: no", "seen on …: no."),
        ("utf8 is 3e5", "utf8 is 7", "utf8 is N."),
    ],
)  # fmt: skip
def test_what_differs_from_one_program_to_the_next_is_left_out(one, other, told):
    assert told == plainer(one) == plainer(other)


def test_the_first_line_is_enough_and_is_bounded():
    assert "Sorry." == plainer("Sorry.\nand more")
    assert 160 == len(plainer("x" * 999))


def test_a_check_that_says_nothing_is_known_by_its_promise():
    check = a_check("It prints 2.", outcome="failed", rationale=NOTHING_TO_SAY)

    assert "Not so: It prints 2." == cause_of(check)


def test_what_passed_or_was_skipped_has_no_cause():
    assert None is cause(outcome="passed")
    assert None is cause(outcome="skipped")
    assert "Timed out." == cause(outcome="timed_out", rationale=None)


@pytest.mark.parametrize("worths", [(4.0, 1.0), (1.0, 4.0)])
def test_other_points_make_no_other_cause(worths):
    """What a witness shows stays the cause, whatever the check beside it is worth; so does the first of two sentences."""
    shown, said = worths
    witnessed = failed("B", "b", shown, "Deadlock: nobody can go on.", witness=a_deadlock())

    assert "Deadlock: each" == main_cause(a_report(failed("A", "a", said, "No."), witnessed))[0][:14]
    assert "No." == main_cause(a_report(failed("A", "a", said, "No."), failed("B", "b", shown, "Never.")))[0]


def test_what_is_worth_nothing_has_cost_nothing():
    nought = failed("A", "a", 0.0, "Deadlock: nobody can go on.", witness=a_deadlock())

    assert "No." == main_cause(a_report(nought, failed("B", "b", 1.0, "No.")))[0]


def test_the_main_cause_is_what_a_witness_shows():
    assert ("Lost update: no lock is held", "value ended as 1, expected 2.") == main_cause(a_report(*no_lock()))
    assert None is main_cause(a_report(*checks()))


def test_of_equally_costly_ones_the_first():
    two = [failed(title, title, 2.0, f"Because of {title}.") for title in ("this", "that")]

    assert "Because of this." == main_cause(a_report(*two))[0]


def test_what_is_earned_in_part_costs_less():
    partly = a_check("A", id="a", worth=5.0, points=4.0, outcome="failed", rationale="Almost.")

    assert "No." == main_cause(a_report(partly, failed("B", "b", 2.0, "No.")))[0]


def test_a_reason_names_checks_by_the_sentences_that_people_read():
    found = (
        a_check("It prints 2.", id="test_it"),
        a_check("It prints [2].", id="test_it[a]"),
        a_check("", id="test_no"),
    )

    assert "The suite failed in “It prints 2”, “It prints [2]”, test_no, test_its." == in_titles(
        "The suite failed in test_it, test_it[a], test_no, test_its.", found
    )
    assert "It is empty." == in_titles("It is empty.", found) == in_titles("It is empty.", ())


def test_what_is_cut_ends_with_a_word():
    cause = plainer("boom " * 100)

    assert cause.endswith(" boom…")
    assert len(cause) <= LONGEST
    assert f"{'x' * (LONGEST - 1)}…" == cut("x" * 500)
