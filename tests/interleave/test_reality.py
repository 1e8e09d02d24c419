"""A proof is checked against life: nothing that a program really prints may be missing from its endings.

`test_crosscheck` compares the explorer with brute force over the same steps; what is no step at all is missing in both.
Here small programs over the language and the library are drawn, searched by partial-order reduction alone (no luck of
random runs), and really run with random pauses between their bytecodes. What the search says that it cannot
control is no proof, and nothing is asked of it; how often it may say so is bounded, since that costs honest programs.
"""

from __future__ import annotations

import random
import re

import pytest

from grader.interleave.program import Budget, Program, Search
from tests.support.families import families
from tests.support.reality import really_printed
from tests.support.reduction import proved_endings

pytestmark = pytest.mark.filterwarnings("ignore")  # whatever the programs warn of is theirs

FAMILIES = families()
ADDRESS = re.compile(r"0x[0-9a-fA-F]+")
ENOUGH = 400
UNSEEN = ("exec(", "eval(", "asdict(", "astuple(", "deepcopy(")
"""What operations do that nobody can see through, or not step by step."""


def claimed(text: str) -> set[str] | None:
    """What the program prints in all of its endings, if that is proved; else None."""
    program = Program(folder="/nowhere", entry="program.py", sources={"program.py": text})
    endings = proved_endings(program, Search(budget=Budget(schedules=ENOUGH, seconds=60)))
    if endings is None:
        return None
    assert not any(ending.kind == "engine_fault" for ending in endings)
    return {plain(ending.stdout) for ending in endings}


def plain(text: str) -> str:
    return ADDRESS.sub("0x", text)


def unclaimed(text: str, *, runs: int, seed: int) -> set[str] | None:
    """What the program really prints although that is proved not to be; None where nothing is proved."""
    said = claimed(text)
    return None if said is None else {plain(out) for out in really_printed(text, runs, seed)} - said


def drawn(name: str, count: int, seed: int) -> list[str]:
    chance = random.Random(f"{name} {seed}")
    return [FAMILIES[name].drawn(chance) for _ in range(count)]


@pytest.mark.parametrize("name", FAMILIES)
def test_a_sample_of_programs_prints_what_is_claimed(name):
    programs = drawn(name, 1, seed=0)
    judged = {text: unclaimed(text, runs=12, seed=number) for number, text in enumerate(programs)}

    assert [] == [text for text, missing in judged.items() if missing]
    assert [] == [text for text, missing in judged.items() if missing is None and not any(u in text for u in UNSEEN)]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 5))
@pytest.mark.parametrize("name", FAMILIES)
def test_programs_print_what_is_claimed(name, seed):
    programs = drawn(name, 60, seed)
    judged = {text: unclaimed(text, runs=120, seed=number) for number, text in enumerate(programs)}

    assert [] == [text for text, missing in judged.items() if missing]
    assert len([1 for missing in judged.values() if missing is None]) <= len(programs) // 3


@pytest.mark.parametrize("name", FAMILIES)
def test_an_operation_can_be_followed(name):
    follow(name, every=24)


@pytest.mark.long
@pytest.mark.parametrize("name", FAMILIES)
def test_every_operation_can_be_followed(name):
    follow(name, every=1)


def follow(name: str, *, every: int) -> None:
    """Each operation against itself: the engine follows it, whatever it is."""
    family = FAMILIES[name]
    for operation in family.operations[::every]:
        claimed(family.program([operation], [operation]))
