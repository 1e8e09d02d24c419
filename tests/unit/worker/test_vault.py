"""Modules in the vault are in nobody's reach, and use what nobody can replace. Each test is a process of its own."""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from grader.worker import vault

ROOT = Path(vault.__file__).parents[2]
BEFORE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from grader.worker.vault import Vault
for name in [name for name in sys.modules if name.startswith("grader")]:
    del sys.modules[name]
sys.path.pop(0)
vault = Vault("grader", {str(ROOT)!r})
"""


def told_by(program):
    done = subprocess.run(
        [sys.executable, "-I", "-c", BEFORE + dedent(program)], capture_output=True, text=True, check=False
    )
    assert "" == done.stderr
    return done.stdout.split()


def test_nothing_of_it_is_among_the_modules():
    assert ["True", "[]"] == told_by(
        """
        evidence = vault.load("grader.worker.evidence")
        print(evidence is vault.load("grader.worker").evidence, [m for m in sys.modules if m.startswith("grader")])
        """
    )


def test_what_is_replaced_in_the_library_is_replaced_for_others():
    assert ["2", "{'kind':", "'finished'}", "1.0"] == told_by(
        """
        import builtins, dataclasses, json, os
        worker = vault.load("grader.worker.evidence")
        @worker.dataclasses.dataclass
        class Ending:
            kind: str = "finished"
        dataclasses.fields = dataclasses.is_dataclass = lambda _: False
        os.getpid = lambda: 0
        builtins.len = lambda _: 0
        builtins.isinstance = lambda *_: False
        print(worker.head_and_tail("xx", 0).count("x") or 2, worker.plain(Ending()), worker.plain(1.0))
        """
    )


def test_modules_find_each_other_and_only_the_library_outside():
    assert ["True", "True", "True", "False"] == told_by(
        """
        import pathlib, ast, types
        explorer = vault.load("grader.interleave.explore")
        world = vault.load("grader.interleave.surroundings.world")
        print(explorer.Explorer is vault.load("grader.interleave.search.explorer").Explorer)
        print(world.PurePath is pathlib.PurePath, world.ast.AST is ast.AST, world.ast is ast)
        """
    )


def test_modules_that_are_made_later_are_closed_as_well():
    assert ["grader.worker.suggestion", "True"] == told_by(
        """
        closed = []
        vault.close(lambda module: closed.append(module.__name__))
        vault.close(lambda module: closed.clear())
        vault.load("grader.worker.suggestion")
        print(closed[-1], "grader.interleave.misspelt" in closed)
        """
    )


@pytest.mark.parametrize("name", ["grader.nothing", "grader.worker.nothing"])
def test_what_is_not_there_is_missing_as_ever(name):
    assert [name] == told_by(
        f"""
        try:
            vault.load({name!r})
        except ModuleNotFoundError as missing:
            print(missing.name)
        """
    )
