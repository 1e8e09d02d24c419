"""Where somebody waits for the report, a search and the orders that confirm it have two workers at work: with the same verdict."""

import pytest

from grader.course.model import Limits
from grader.sandbox import open_workers
from grader.sandbox.answers import Answers
from grader.sandbox.claims import Crashed
from tests.sandbox.conftest import submission_of

PROGRAM = """
import faulthandler

value, dies = 0, False

def increase():
    global value
    if dies:
        faulthandler._sigsegv()
    value += 1
"""


@pytest.fixture(scope="module", params=["somebody waits", "nobody waits"])
def check(request):
    """`check(what)`: another check does `what` with the program."""
    submission, answers = submission_of(PROGRAM), Answers()
    with open_workers() as workers:
        if request.param == "somebody waits":
            workers.hurry(submission, Limits())

        def check(what):
            with workers.sandbox(submission, Limits(), answers=answers) as sandbox:
                return what(sandbox)

        yield check


def explored(*deaths):
    """Ask for a search, and for lots, of a program that dies in some of them."""
    values = iter(deaths)
    return lambda it: it.explore(
        ["increase", "increase"], observe=["value"], start={"dies": lambda random: next(values)}
    )


def test_the_answers_are_those_of_one_after_the_other(check):
    def seen(it):
        runs = explored(False, False, False, False)(it)
        with pytest.raises(AssertionError, match="value ended as 1"):
            runs.always(lambda end: end.values["value"] == 2)
        return [end.values["value"] for end in runs.endings], len(runs.trials), runs.proved

    assert ([2, 1], 3) == check(seen)[:2]


@pytest.mark.parametrize("deaths", [(True, False, False, False), (False, True, True, True), (True,) * 4], ids=str)
def test_one_that_dies_is_told_as_ever_and_the_next_check_finds_everything_as_it_was(check, deaths):
    def dies(it):
        with pytest.raises(Crashed, match="segmentation fault") as crashed:
            explored(*deaths)(it)
        assert isinstance(it.trouble, Crashed)
        return crashed.value.location.line

    assert 9 == check(dies)
    assert 2 == check(lambda it: max(end.values["value"] for end in explored(False, False, False, False)(it).endings))
