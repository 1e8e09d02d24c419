"""How a program of processes is run and searched in these tests."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from grader.interleave.ending import Ending, Exploration
from grader.interleave.explore import explore
from grader.interleave.program import Program, Script, Search
from grader.interleave.timed import run_timed


def program(source: str, method: str) -> Program:
    """A program of one file, `job.py`."""
    text = textwrap.dedent(source)
    return Program(folder="/course", entry="job.py", sources={"job.py": text}, start_method=method)  # type: ignore[arg-type]


@pytest.fixture
def ending() -> Callable[..., Ending]:
    """Run a program once, on the virtual clock."""
    return lambda source, method="spawn": run_timed(program(source, method))


@pytest.fixture
def output(ending: Callable[..., Ending]) -> Callable[..., str]:
    """What a program that ends well prints."""

    def run(source: str, method: str = "spawn") -> str:
        end = ending(source, method)
        assert ("finished", 0, ()) == (end.kind, end.exit_code, end.escapes), end
        return end.stdout

    return run


@pytest.fixture
def search() -> Callable[..., Exploration]:
    """Search all schedules of a program."""
    whole = Search().budget
    return lambda source, method="spawn", most=whole: explore(program(source, method), Script(), Search(budget=most))
