"""Proofs of drawn programs of processes are checked against chance, as those of threads are (`test_families`)."""

from __future__ import annotations

import re
from collections.abc import Hashable

import pytest

from grader.interleave.ending import Ending
from grader.interleave.program import Budget, Program, Script, Search, StartMethod
from tests.support.brute_force import STEPS, outline, random_schedules
from tests.support.reduction import proved_endings
from tests.support.two_of_a_kind import KINDS, drawn

pytestmark = pytest.mark.filterwarnings("ignore")  # whatever the programs warn of is theirs

NUMBERED = re.compile(r"(Thread|Process)-[\d:]+")
FEW, MANY = 3, 120
"""Programs of each kind, under each start method."""
OF_EACH = [(kinds, method) for kinds in ("pp", "pt", "tt") for method in ("fork", "spawn")]


def essence(ending: Ending) -> Hashable:
    """What an ending is, whoever of two that are numbered as they are made did what."""
    kind, *rest = outline(ending)
    if not rest:
        return kind
    exit_code, lines, actors, _ = rest
    return kind, exit_code, lines, tuple(sorted(NUMBERED.sub(r"\1", repr(actor)) for actor in actors))


def unseen(kinds: str, number: int, method: StartMethod, *, schedules: int, chance: int) -> str:
    """The program and an ending that chance has met and the reduction has not, though it came to its end; '' if none."""
    text = drawn(kinds, number)
    program = Program(folder="/nowhere", entry="program.py", sources={"program.py": text}, start_method=method)
    endings = proved_endings(program, Search(budget=Budget(schedules=schedules, steps=STEPS, seconds=60)))
    if endings is None:
        return ""
    claimed = set(map(essence, endings))
    met = random_schedules(program, Script(), count=chance).found.values()
    missing = [ending for ending in met if ending.kind != "timed_out" and essence(ending) not in claimed]
    return f"{text}\n{missing[0]}" if missing else ""


@pytest.mark.parametrize(("kinds", "method"), OF_EACH)
def test_chance_meets_nothing_beyond_a_proof(kinds, method):
    assert set(kinds) <= KINDS.keys()
    for number in range(FEW):
        assert unseen(kinds, number, method, schedules=120, chance=60) == ""


@pytest.mark.long
@pytest.mark.slow  # what is claimed of orders does not hang on the interpreter; what its library does, `test_reality` tries on each
@pytest.mark.parametrize(("kinds", "method"), OF_EACH)
def test_chance_meets_nothing_beyond_any_proof(kinds, method):
    for number in range(FEW, MANY):
        assert unseen(kinds, number, method, schedules=600, chance=150) == ""
