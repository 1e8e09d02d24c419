"""How far a check has searched, where it searched more than once."""

import pytest

from grader.errors import UsageError
from grader.report import Explored
from grader.sandbox.orders import as_far_as, script_orders, several, surroundings, target

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


@pytest.mark.parametrize("name", ["threads", "observe", "args"])
def test_one_text_is_not_taken_for_as_many_as_it_has_letters(name):
    with pytest.raises(
        UsageError, match=rf"{name}='total' is one text, and has to be a list, as in {name}=\['total'\]"
    ):
        several(name, "total")


def test_each_of_several_is_a_text():
    assert several("args", (3, "4")) == ["3", "4"]


def test_a_suite_that_names_one_call_as_a_text_is_told():
    with pytest.raises(UsageError, match="threads='increase' is one text"):
        target("increase", script=False, scenario=None, scenarios=None)


def test_arguments_are_not_one_text():
    with pytest.raises(UsageError, match="args='3 4' is one text"):
        surroundings("3 4", "", "spawn")


def test_what_is_observed_is_not_one_text():
    with pytest.raises(UsageError, match="observe='total' is one text"):
        next(script_orders(observe="total"))
