"""What a program does to the interpreter itself is its own business in one run, and no other's: the next begins as the first did."""

import sys
import warnings

import pytest

from grader.interleave.explore import replay
from grader.interleave.program import Calls, Script, Search
from grader.interleave.run.anew import Anew
from tests.support.programs import explored, program, timed

RACE = """
import sys, threading
total = 0
def add(amount):
    global total
    copy = total
    total = copy + amount
{spoiling}
if __name__ == "__main__":
    threads = [threading.Thread(target=add, args=(n,)) for n in (5, 7)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""
SPOILING = {
    "lists": "sys.path = 5; sys.argv = 5; sys.meta_path = None; sys.path_hooks.clear()",
    "modules": "sys.modules = None",
    "warnings": "import warnings; warnings.filters = 5; del warnings._filters_mutated",
    "functions": "sys.setswitchinterval = sys.setrecursionlimit = sys.getrecursionlimit = 5",
    "hooks": "del sys.excepthook, sys.unraisablehook, sys.__excepthook__, sys.__unraisablehook__",
    "streams": "del sys.stdin, sys.stdout, sys.stderr, sys.__stdout__",
    "names": "sys.stdlib_module_names = None; del sys.breakpointhook; sys.more = 1",
    "keys that are asked": "class K(str):\n    __hash__ = str.__hash__\n    def __eq__(self, other): raise KeyError\nvars(sys)[K('mine')] = 1",
    "a module that answers nothing": (
        "class M(type(sys)):\n    def __getattribute__(self, name): raise ValueError(name)\nsys.modules[__name__].__class__ = M"
    ),
    "modules without a name": "for module in (sys, threading): del module.__name__",
    "a number for a name": "threading.__name__ = sys.__name__ = __name__ = 5 if __name__ != '__main__' else __name__",
}


@pytest.mark.parametrize(
    "target", [Script(("total",)), Calls(("add(5)", "add(7)"), ("total",), ())], ids=["script", "calls"]
)
@pytest.mark.parametrize("spoiling", SPOILING.values(), ids=SPOILING)
def test_whatever_a_program_does_to_the_interpreter_its_race_is_found_and_repeated(spoiling, target):
    text = RACE.format(spoiling=spoiling)
    found = explored(text, target)

    assert {("finished", 5), ("finished", 7), ("finished", 12)} == {
        (end.ending.kind, end.ending.values["total"]) for end in found.endings
    }
    for end in found.endings:
        again = replay(program(text), target, end.witness.token, Search())
        assert end.ending.values == again.ending.values


def test_calls_are_made_whatever_a_program_says_that_builtins_are():
    found = explored(RACE.format(spoiling="__builtins__ = 5"), Calls(("add(5)", "add(7)"), ("total",), ()))

    assert {5, 7, 12} == {end.ending.values["total"] for end in found.endings}


@pytest.mark.parametrize("what", ["sys.stderr = 5", "sys.stderr = None", "del sys.stderr", "import os; os.close(2)"])
def test_who_takes_stderr_away_hears_nothing_of_what_ends_the_program(what):
    found = timed(f"import sys\n{what}\n1 / 0\n")

    assert ("exception", 1, "") == (found.kind, found.exit_code, found.stderr)


def test_who_takes_stdout_away_cannot_print():
    assert "RuntimeError: lost sys.stdout" in timed("import sys\ndel sys.stdout\nprint(1)\n").stderr


def test_a_program_without_a_hook_for_its_errors_is_told_of_them_as_ever():
    assert "ZeroDivisionError" in timed("import sys\ndel sys.excepthook\n1 / 0\n").stderr


def test_names_values_and_lists_are_as_they_were():
    path, held, filters = sys.path, list(sys.path), list(warnings.filters)
    began = Anew()
    sys.path, sys.more, warnings.filters = 5, 6, None
    path.clear()
    began.put_back()

    assert (path, held, filters) == (sys.path, list(sys.path), warnings.filters)
    assert path is sys.path
    assert not hasattr(sys, "more")
