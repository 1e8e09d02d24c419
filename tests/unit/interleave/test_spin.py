"""A loop goes round in vain only if it is the same loop that goes round: another call's turns are its own."""

from __future__ import annotations

import pytest

from grader.interleave.explore import explore
from grader.interleave.program import Budget, Program, Script, Search
from tests.support.programs import timed

AROUND = """
import threading

ready = False
lock = threading.Lock()


{helper}


def work():
    for _ in range(6):
        {call}
    print("through")


lock.acquire()
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""

HELPERS = {
    "one look": ("def once():\n    while not ready:\n        return False", "once()"),
    "a bounded number": (
        "def some():\n    n = 0\n    while not ready and n < 3:\n        n += 1",
        "some()",
    ),
    "a lock that is tried": (
        "def attempt():\n    while True:\n        if lock.acquire(blocking=False):\n            return True\n        return False",
        "attempt()",
    ),
    "equal numbers": ("def gcd(a, b):\n    while b:\n        a, b = b, a % b\n    return a", "gcd(12, 4)"),
    "called by C": ("def once(x):\n    while not ready:\n        return 1", "sum(map(once, [7, 7, 7]))"),
    "in the same frame": ("", "while not ready: break"),
    "generators": (
        "def looks():\n    while not ready:\n        yield 1\n        return",
        "list(looks())",
    ),
}


@pytest.mark.parametrize(("helper", "call"), HELPERS.values(), ids=HELPERS)
def test_a_loop_that_is_come_to_again_is_another_loop(helper, call):
    text = AROUND.format(helper=helper, call=call)
    found = explore(Program("/tmp", "p.py", {"p.py": text}), Script(), Search(budget=Budget(schedules=60)))

    assert [("finished", "through\n")] == [(one.ending.kind, one.ending.stdout) for one in found.endings]
    assert found.exhaustive
    assert "through\n" == timed(text).stdout
