"""That twins come in one order leaves nothing out but who is who: drawn programs end as they do with every order, in which
the reduction knows of no twins."""

import random
from collections.abc import Iterator

import pytest

from grader.interleave.program import Budget, Program, Script, Search
from tests.support.brute_force import STEPS, nameless, random_schedules
from tests.support.families import families
from tests.support.reduction import proved_endings
from tests.support.twins import SHAPES, WORKS, drawn

pytestmark = pytest.mark.filterwarnings("ignore")  # whatever the programs warn of is theirs

FAMILIES = families()
FEW, MANY = 1, 12
"""Programs of each work and way of starting; of the few, one work in so many:"""
EACH = 8


def difference(shape: str, number: int, *, schedules: int, chance: int) -> str:
    """Programs whose endings are others with twins in one order; those of which every order is too much, against chance."""
    search = Search(budget=Budget(schedules=schedules, steps=STEPS, seconds=20))
    works = WORKS if number else WORKS[sorted(SHAPES).index(shape) % EACH :: EACH]
    return "\n".join(text for work in works for text in _differing(shape, work, number, search, chance))


def _differing(shape: str, work: str, number: int, search: Search, chance: int) -> Iterator[str]:
    drawing = random.Random(f"{shape} {work} {number}")
    family = FAMILIES[drawing.choice(sorted(FAMILIES))]
    text = drawn(family, drawing, shape=shape, work=work)
    program = Program(folder="/nowhere", entry="program.py", sources={"program.py": text})
    endings = proved_endings(program, search, twins=True)
    if endings is None:
        return
    claimed = {nameless(ending) for ending in endings}
    every = proved_endings(program, search)
    met = random_schedules(program, Script(), count=chance).found.values() if every is None else every
    missing = {nameless(ending) for ending in met} - claimed
    invented = set() if every is None else claimed - {nameless(ending) for ending in every}
    if missing or invented:
        yield f"{text}\n{missing or invented}"


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_twins_end_as_all_orders_do(shape):
    for number in range(FEW):
        assert difference(shape, number, schedules=120, chance=40) == ""


@pytest.mark.long
@pytest.mark.slow  # what is claimed of orders does not hang on the interpreter; what its library does, `test_reality` tries on each
@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_twins_end_as_all_orders_do_in_many_programs(shape):
    for number in range(FEW, MANY):
        assert difference(shape, number, schedules=2_000, chance=200) == ""
