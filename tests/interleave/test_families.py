"""Proofs of drawn programs are checked against chance: every ending that some random schedule has is among those that the
reduction lists, in both models of atomicity, where it says that there are no others.

The programs are drawn from what two threads can do to something that they share (`tests/support/families`); nobody has
thought of them before, so they find what programs with known verdicts do not.
"""

from __future__ import annotations

import random

import pytest

from grader.interleave.program import Atomicity, Budget, Program, Script, Search
from tests.support.brute_force import STEPS, outline, random_schedules
from tests.support.families import families
from tests.support.reduction import proved_endings

pytestmark = pytest.mark.filterwarnings("ignore")  # whatever the programs warn of is theirs

FAMILIES = families()
FEW, MANY = 1, 60
"""Programs of each family."""


def drawn(family: str, number: int) -> Program:
    text = FAMILIES[family].drawn(random.Random(f"{family} {number}"))
    return Program(folder="/nowhere", entry="program.py", sources={"program.py": text})


def unseen(program: Program, atomicity: Atomicity, *, schedules: int, chance: int) -> str:
    """The program and an ending that chance has met and the reduction has not, though it came to its end; '' if none."""
    search = Search(atomicity=atomicity, budget=Budget(schedules=schedules, steps=STEPS, seconds=60))
    endings = proved_endings(program, search)
    if endings is None:
        return ""
    claimed = {outline(ending) for ending in endings}
    met = random_schedules(program, Script(), count=chance, atomicity=atomicity).found
    missing = [ending for key, ending in met.items() if key not in claimed]
    return f"{program.sources['program.py']}\n{missing[0]}" if missing else ""


@pytest.mark.parametrize("atomicity", ["language", "cpython"])
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_chance_meets_nothing_beyond_a_proof(family, atomicity):
    for number in range(FEW):
        assert unseen(drawn(family, number), atomicity, schedules=120, chance=60) == ""


@pytest.mark.long
@pytest.mark.slow  # what is claimed of orders does not hang on the interpreter; what its library does, `test_reality` tries on each
@pytest.mark.parametrize("atomicity", ["language", "cpython"])
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_chance_meets_nothing_beyond_any_proof(family, atomicity):
    for number in range(FEW, MANY):
        assert unseen(drawn(family, number), atomicity, schedules=2_000, chance=400) == ""
