"""An endless recursion is told as that, always alike: where the stack comes to its end is chance."""

import builtins
import sys

import pytest

from grader.interleave import depth
from grader.interleave.explore import explore
from grader.interleave.program import Calls, Program
from grader.interleave.trouble import MARK, MOST_FRAMES, frames_of, traceback_text, trouble_of
from tests.support.programs import explored, timed

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
    space = {"__builtins__": {**vars(builtins), MARK: {}}}  # as rewritten text has it
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


DEEP = {
    "plain": ("def deep(n): return 0 if n == 0 else 1 + deep(n - 1)", "deep(980)"),
    "that touches what is shared": (
        "seen = {}\ndef deep(n):\n    seen[n] = n\n    return 0 if n == 0 else 1 + deep(n - 1)",
        "deep(980)",
    ),
    "cached": (
        "import functools\n@functools.cache\ndef fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)",
        "fib(330) % 1000 + 540",
    ),
    "called back by C": ("def deep(n): return 0 if n == 0 else 1 + list(map(deep, [n - 1]))[0]", "deep(300) + 680"),
    "by a key": ("def deep(n): return n and 1 + sorted([n], key=lambda x: deep(n - 1))[0]", "deep(200) + 779"),
    "through generators": ("def deep(n):\n    if n: yield from deep(n - 1)\n    yield n", "len(list(deep(300))) + 679"),
}


@pytest.mark.parametrize(("text", "call"), DEEP.values(), ids=DEEP)
def test_what_of_ours_lies_between_calls_makes_none_too_deep(text, call):
    """Each of these comes to its end in CPython."""
    before = sys.getrecursionlimit()
    alone = timed(f"{text}\nprint({call})")
    found = explored(
        f"import threading\n{text}\nt = threading.Thread(target=lambda: print({call}))\nt.start()\nt.join()"
    )

    assert ("finished", "980\n") == (alone.kind, alone.stdout)
    assert [("finished", "980\n")] == [(one.ending.kind, one.ending.stdout) for one in found.endings]
    assert before == sys.getrecursionlimit()


@pytest.mark.parametrize("depth", [1_000, 1_500, 3_000])
def test_what_is_too_deep_in_life_is_too_deep(depth):
    text = f"def deep(n): return 0 if n == 0 else 1 + deep(n - 1)\ntry: deep({depth})\nexcept RecursionError as e: print(e)"

    assert "maximum recursion depth exceeded\n" == timed(text).stdout


def test_whoever_sets_a_limit_has_that():
    text = "import sys\nsys.setrecursionlimit(3000)\ndef deep(n): return 0 if n == 0 else 1 + deep(n - 1)\nprint(deep(2500))"

    assert "2500\n" == timed(text).stdout


SHOWS_ITSELF = """
class Node:
    def __str__(self):
        return f"Node {str(self)}"
try:
    print(Node())
except RecursionError as e:
    print(e)
"""


def test_of_a_deep_stack_no_frame_is_counted_over_and_over(monkeypatch):
    counted = []
    monkeypatch.setattr(depth, "_counts", lambda frame, counts=depth._counts: counted.append(frame) or counts(frame))

    assert timed(SHOWS_ITSELF).stdout.startswith("maximum recursion depth exceeded")  # 3.12 adds in what
    assert len(counted) < 10_000


def test_how_deep_it_is_is_counted_anew_where_a_stack_has_come_down_and_grown_again():
    text = """
def deep(n): return 0 if n == 0 else 1 + list(map(deep, [n - 1]))[0]
def flat(n): return 0 if n == 0 else 1 + flat(n - 1)
print([(deep(n // 3), flat(n)) for n in (400, 900, 300, 950)])
try: deep(200) + flat(1000)
except RecursionError as e: print(e)
"""

    assert "[(133, 400), (300, 900), (100, 300), (316, 950)]\nmaximum recursion depth exceeded\n" == timed(text).stdout
