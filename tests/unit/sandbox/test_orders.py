"""How far a check has searched, where it searched more than once."""

import pytest

from grader.errors import UsageError
from grader.report import Alone, Explored
from grader.sandbox.orders import (
    alone,
    as_far_as,
    exchanged,
    script_orders,
    search,
    surroundings,
    target,
)

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


def test_what_takes_its_check_to_be_explored_again_is_not_alone():
    order, *_ = script_orders(observe=["total"], args=["3"])
    calls = {"kind": "calls", "threads": ["increase"], "observe": [], "start": []}

    assert alone(order) == Alone(observe=("total",), args=("3",))
    for more in ({"target": calls}, {"stdin": "3"}, {"instead": {"calls": {}, "source": ""}}):
        assert alone(order | more) is None


def test_a_suite_that_names_one_call_as_a_text_is_told():
    with pytest.raises(UsageError, match="threads='increase' is one text"):
        target("increase", script=False, scenario=None, scenarios=None)


def test_arguments_are_not_one_text():
    with pytest.raises(UsageError, match="args='3 4' is one text"):
        surroundings("3 4", "", "spawn")


def test_what_is_observed_is_not_one_text():
    with pytest.raises(UsageError, match="observe='total' is one text"):
        next(script_orders(observe="total"))


def a_search(atomicity="language", timeouts="last"):
    return search(atomicity, False, timeouts, seed=0, schedules=1, seconds=1)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: a_search(atomicity="none"), "there is no atomicity 'none'"),
        (lambda: a_search(timeouts="never"), "there is no timeouts 'never'"),
        (lambda: surroundings((), "", "thread"), "there is no start_method 'thread'"),
        (lambda: surroundings((), b"3", "spawn"), "stdin has to be a text, and b'3' is none"),
        (lambda: target(None, "yes", None, None), "script has to be True or False, and is 'yes'"),
        (lambda: target(None, False, len, "def both(program): pass"), "scenario has to be a text"),
        (lambda: target([len], False, None, None), r"threads\[0\] has to be a text"),
        (lambda: exchanged({"add": 7}, ""), r"instead\['add'\] has to be a text, and 7 is none"),
        (lambda: target(None, False, "both", "def bothered(program): pass"), "scenarios.py has no function 'both'"),
    ],
)
def test_what_a_suite_got_wrong_is_no_fault_of_the_program(ask, said):
    with pytest.raises(UsageError, match=said):
        ask()


def test_a_scenario_is_found_by_whatever_names_it():
    assert target(None, True, "both", "from pairs import both")["after_script"]
