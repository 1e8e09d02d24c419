"""An endless recursion is told as that, always alike: where the stack comes to its end is chance."""

import builtins
import sys

import pytest

from grader.interleave.explore import explore
from grader.interleave.program import Calls, Program
from grader.interleave.trouble import MARK, MOST_FRAMES, frames_of, traceback_text, trouble_of

ENDLESS = """
import sys, threading
sys.setrecursionlimit({deep})
def increase():
    increase()
"""


@pytest.fixture(autouse=True)
def restored():
    before = sys.getrecursionlimit()
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize("deep", [300, 301, 302])
def test_it_is_the_same_in_every_order(deep):
    found = explore(Program("/nowhere", "p.py", {"p.py": ENDLESS.format(deep=deep)}), Calls(("increase", "increase")))

    assert {"exception"} == {one.ending.kind for one in found.endings}
    assert {"maximum recursion depth exceeded"} == {
        actor.trouble.message for one in found.endings for actor in one.ending.actors if actor.trouble
    }


def test_of_very_many_frames_the_first_and_the_last_are_told():
    space = {"__builtins__": {**vars(builtins), MARK: True}}  # as rewritten text has it
    exec(compile("def fall(n):\n    if n == 0:\n        raise error\n    fall(n - 1)\n", "p.py", "exec"), space)

    def told(error):
        space["error"] = error
        with pytest.raises(type(error)) as raised:
            space["fall"](200)
        return [line for _, line, _ in frames_of(raised.value)]

    assert 2 * MOST_FRAMES == len(told(ValueError()))
    assert 3 == told(ValueError())[-1]
    assert [4] * MOST_FRAMES == told(RecursionError())


def test_its_message_is_the_same_wherever_it_is_raised():
    message = "maximum recursion depth exceeded while calling a Python object"

    assert "maximum recursion depth exceeded" == trouble_of(RecursionError(message)).message
    assert message == trouble_of(ValueError(message)).message


def test_what_was_handled_where_the_stack_ended_is_not_told():
    error = RecursionError("maximum recursion depth exceeded")
    error.__context__ = AttributeError("of ours")

    assert "RecursionError: maximum recursion depth exceeded\n" == traceback_text(error)
