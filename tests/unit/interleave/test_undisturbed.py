"""Loops that only reckon run as they stand while nobody else is there, and step by step where somebody is."""

from __future__ import annotations

import ast

import pytest

from grader.interleave.instrument.undisturbed import as_it_stands
from grader.interleave.program import Budget, Script, Search
from grader.interleave.timed import run_timed
from tests.support.programs import explored, program

SEARCH = Search(budget=Budget(schedules=100))

RECKONING = {
    "a sum": "for i in range(9):\n    total += i",
    "one in another": "for i in range(9):\n    for j in range(i):\n        total += i * j",
    "a choice": "for i in range(9):\n    if i % 2 == 0 and not i > 5: total += 1\n    else: break",
}
MORE = {
    "a call": "for i in range(9):\n    f(i)",
    "a print": "for i in range(9):\n    print(i)",
    "an attribute": "for i in range(9):\n    thing.n += i",
    "a part": "for i in range(9):\n    row[i] += i",
    "over a list": "for i in row:\n    total += i",
    "a while loop": "for i in range(9):\n    while i: i -= 1",
    "an exit": "for i in range(9):\n    raise i",
    "an else": "for i in range(9): pass\nelse: total = 1",
    "a range of a call": "for i in range(len(row)): pass",
    "into a part": "for row[0] in range(9): pass",
}


@pytest.mark.parametrize("loop", RECKONING.values(), ids=RECKONING)
def test_a_loop_that_only_reckons_may_run_as_it_stands(loop):
    (node,) = ast.parse(loop).body

    assert ast.dump(node) == ast.dump(as_it_stands(node))


@pytest.mark.parametrize("loop", MORE.values(), ids=MORE)
def test_a_loop_that_does_more_may_not(loop):
    assert as_it_stands(ast.parse(loop).body[0]) is None


def test_who_is_alone_reckons_without_a_step():
    text = "total = 0\nfor i in range({rounds}):\n    total += i\nprint(total)"

    few, many = (run_timed(program(text.format(rounds=rounds))) for rounds in (10, 100_000))

    assert ("45\n", "4999950000\n") == (few.stdout, many.stdout)
    assert few.steps == many.steps


def test_a_loop_in_two_threads_loses_updates():
    found = explored(
        """
        import threading
        total = 0
        def work():
            global total
            for i in range(2): total += 1
        threads = [threading.Thread(target=work) for _ in range(2)]
        for t in threads: t.start()
        for t in threads: t.join()
        for i in range(1000): total += 1
        print(total)
        """,
        Script(),
        SEARCH,
    )

    assert {"1004\n", "1003\n", "1002\n"} == {one.ending.stdout for one in found.endings}
    assert found.exhaustive


def test_an_operator_that_starts_something_is_noticed():
    found = explored(
        """
        import threading
        class Starting:
            def __add__(self, other):
                threading.Thread(target=work).start()
                return self
        total, n = Starting(), 0
        def work(): pass
        for i in range(2): total += 1
        """,
        Script(),
        SEARCH,
    )

    assert {"a loop in which something is started by an operator"} == {escape.what for escape in found.escapes}
