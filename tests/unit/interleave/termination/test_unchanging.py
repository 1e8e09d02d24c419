"""Loops whose test nothing in them changes are known by their text, and by what their names stand for."""

from __future__ import annotations

import ast

import pytest

from grader.interleave.explore import explore
from grader.interleave.program import Program, Script
from grader.interleave.termination.endless import tests_never_met as staying

HEAD = "def f(i, many, flag, other):\n    n = 0\n"
STAYS = {
    "a number that is forgotten": "while i < 9: print(i)",
    "a length": "while i < len(many): print(many[i])",
    "a flag": "while not flag: n += 1",
    "several": "while i < 9 and n + 1 < len(many): print(n)",
}
MAY_CHANGE = {
    "counted": "while i < 9: i += 1",
    "counted by a loop within": "while i < 9:\n        for i in range(9): pass",
    "counted in a walrus": "while i < 9: print(i := i + 1)",
    "taken from": "while len(many) > 0: many.pop()",
    "handed on": "while len(many) > 0: print(many)",
    "set in part": "while len(many) > 0: many[0] = 1",
    "asked": "while not flag.is_set(): pass",
    "a global": "while elsewhere < 9: pass",
    "imported": "while i < 9: import i",
    "what is caught": "while i:\n        try: n += 1\n        except OSError as i: pass",
    "left": "while i < 9:\n        if n: break",
    "left by what is caught": "try:\n        while i < 9: print(many[n])\n    except IndexError: pass",
    "given by others": "def g():\n        nonlocal i\n        i += 1\n    while i < 9: g()",
    "given from behind": "while i < 9: exec('i += 1')",
}
LEAVES = range(3, 8)


def found_in(loop: str):
    found = staying(ast.parse(f"{HEAD}    {loop}\n"))
    return [test for line in LEAVES for test in found.get(line, ())]


@pytest.mark.parametrize("loop", STAYS.values(), ids=STAYS)
def test_what_nothing_in_a_loop_changes_stays(loop):
    assert found_in(loop)


@pytest.mark.parametrize("loop", MAY_CHANGE.values(), ids=MAY_CHANGE)
def test_what_may_change_is_left_alone(loop):
    assert not found_in(loop)


def test_a_loop_at_the_left_margin_is_one_too_unless_a_function_may_change_its_test():
    assert staying(ast.parse("i = 0\nwhile i < 9: print(i)"))
    assert not staying(ast.parse("i = 0\ndef f():\n    global i\n    i += 1\nwhile i < 9: f()"))


def test_whoever_can_change_in_itself_does_not_stay():
    program = "import sys\ndef f(i, many):\n    frame = sys._getframe()\n    return frame\n"
    names: dict[str, object] = {}
    exec(program, names)
    (test,) = {*found_in("while i < len(many): print(n)")}

    assert test.stays(names["f"](3, [1]))
    assert not test.stays(names["f"]([3], [1]))
    assert not test.stays(names["f"](3, object()))


@pytest.mark.parametrize("body", ["texts.append(pages[i])", "texts.append(pages[i]); time.sleep(0.5)"])
def test_who_forgets_to_count_is_told_of_the_line_long_before_all_time_is_spent(body):
    text = f"import time\npages, texts, i = ['a', 'b'], [], 0\nwhile i < len(pages):\n    {body}\n"
    (found,) = explore(Program("/tmp", "p.py", {"p.py": text}), Script()).endings

    assert "timed_out" == found.ending.kind
    assert found.ending.detail.startswith("the program does not come to an end")
    assert found.ending.steps < 100_000
