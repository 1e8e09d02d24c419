"""How far a check has searched, where it searched more than once."""

from grader.report import Explored
from grader.sandbox.orders import as_far_as

PROOF = Explored(schedules=48, proved="Every order.", controlled=True, patient=True)
SAMPLE = Explored(schedules=10, proved="Nothing.", controlled=True)


def test_the_first_search_says_it_whatever_it_was():
    assert as_far_as(None, SAMPLE, aside=True) == SAMPLE


def test_the_last_one_counts_unless_the_program_was_changed():
    assert as_far_as(SAMPLE, PROOF, aside=False) == PROOF
    assert as_far_as(PROOF, SAMPLE, aside=True) == PROOF


def test_who_rested_on_timeouts_once_does_so_for_good():
    found = as_far_as(PROOF, SAMPLE, aside=False)

    assert (found.schedules, found.patient) == (10, True)
