"""Of the suite's file only what a scenario needs is rewritten, and whatever could be meant is kept."""

from __future__ import annotations

import ast

import pytest

from grader.interleave.explore import explore
from grader.interleave.instead import Instead
from grader.interleave.instrument.syntax import walk
from grader.interleave.program import Program, Scenario
from grader.interleave.surroundings.needed import only_needed

FILE = """
from functools import wraps
TABLE = {"by name": lambda: from_the_table()}
def from_the_table(): ...
def wanted(program):
    helper()
    getattr(program, "said")
def helper():
    below()
def below(): ...
def said(): ...
def other(program):
    of_the_other()
def of_the_other(): ...
@wraps(wanted)
def decorated(): ...
def adds(amount): return exchanged(amount)
def exchanged(amount): ...
"""


def kept(scenario: str | None, text: str = FILE, program: str = "", instead: str = "") -> set[str]:
    tree = ast.parse(text)
    change = Instead({"add": instead}, text) if instead else None
    asked = Scenario(scenario, text) if scenario else None
    only_needed({"scenarios.py": tree}, Program("", "a.py", {"a.py": program}, instead=change), asked)
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_what_a_scenario_calls_is_kept_however_it_is_mentioned() -> None:
    always = {"from_the_table", "decorated", "wanted", "helper", "below", "said"}
    assert kept("wanted") == always  # the decorator mentions it
    assert kept("other") == always | {"other", "of_the_other"}


def test_what_is_put_in_the_place_of_a_function_is_kept() -> None:
    assert {"adds", "exchanged"} <= kept(None, instead="adds(3)")
    assert "other" not in kept(None, instead="adds(3)")


@pytest.mark.parametrize("look", ["globals()['o' + 'ther']()", "vars()", "import sys"])
def test_who_looks_for_functions_otherwise_finds_them_all(look: str) -> None:
    text = f"def wanted(program):\n    {look}\ndef other(program): ...\n"
    assert kept("wanted", text) == {"wanted", "other"}


def test_a_program_that_mentions_the_file_may_look_for_any_of_them() -> None:
    assert "other" in kept("wanted", program="import scenarios")


def test_two_functions_of_one_name_are_kept_with_what_both_mention() -> None:
    text = "def wanted(program): first()\ndef wanted(program): second()\ndef first(): ...\ndef second(): ...\ndef other(): ...\n"
    assert kept("wanted", text) == {"wanted", "first", "second"}


def test_a_scenario_runs_without_the_others() -> None:
    found = explore(
        Program("/p", "a.py", {"a.py": "x = 1\n"}),
        Scenario("one", "def one(p):\n    p.y = two()\ndef two():\n    return 2\ndef three(): ...\n", ("y",)),
    )
    assert [end.ending.values for end in found.endings] == [{"y": 2}]


def test_all_that_is_below_is_walked_as_the_library_does() -> None:
    tree = ast.parse(FILE + "match x:\n    case [1, *rest] if f(rest):\n        y = b'' + 1j\n")
    assert walk(tree) == list(ast.walk(tree))
