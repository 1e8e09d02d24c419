"""A proof is checked against what knows nothing of proofs: brute force and chance.

Where the explorer says that every order was covered, the endings it lists must be exactly those that some schedule
has. The union of all schedules (where they can all be run) and of many random ones is taken without dependence,
sleep sets, or places left out. A prototype of this engine gave four false proofs that nothing else had shown.
"""

from __future__ import annotations

import ast

import pytest

from grader.interleave.explore import explore
from grader.interleave.program import Budget, Script, Search
from grader.interleave.twins import INTERCHANGEABLE
from tests.support.brute_force import STEPS, every_schedule, nameless, outline, random_schedules, timed_schedule
from tests.support.corpus import CORPUS, SCTBENCH, Case, all_cases

pytestmark = pytest.mark.filterwarnings("ignore")  # whatever the programs warn of is theirs

CASES = [case for case in all_cases(CORPUS) + all_cases(SCTBENCH) if not case.bounded]
LANGUAGE = [case for case in CASES if case.atomicity == "language"]
SAMPLE = [case for case in LANGUAGE if case.path.parent.name == "threads"][::16] + [
    case for case in LANGUAGE if case.path.parent.name in ("processes", "mixed", "odd", "sctbench")
][::18]
SAMPLE += [case for case in CASES if case.atomicity == "cpython"][::4]
SAMPLE += [
    case for case in LANGUAGE if case.path.stem == "executor_as_completed" and case not in SAMPLE
]  # decision 0037


def observed(case: Case) -> tuple[str, ...]:
    """The globals that its functions write: endings are told apart by them as well as by what was printed."""
    tree = ast.parse(case.path.read_text(encoding="utf-8"))
    names = {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}
    return tuple(sorted(names))


def disagreement(case: Case, *, schedules: int, brute: int, chance: int) -> str:
    """What an exhaustive search has not seen, or has seen although no schedule leads there; '' if neither."""
    program, target = case.program(), Script(observe=observed(case))
    budget = Budget(schedules=schedules, steps=STEPS, seconds=120)
    search = Search(atomicity=case.atomicity, output_order=case.output_order, budget=budget)
    exploration = explore(program, target, search)
    if not (exploration.exhaustive and exploration.controlled):
        excused = case.buggy or case.long or case.may_escape or case.must_escape
        return "" if excused else f"not proved any more: {exploration.proved}"
    same = nameless if INTERCHANGEABLE in exploration.proved else outline
    claimed = {same(found.ending) for found in exploration.endings}
    way = {"output_order": case.output_order, "atomicity": case.atomicity}
    everything = every_schedule(program, target, limit=brute, **way)
    drawn = random_schedules(program, target, count=chance, **way)
    seen = {same(ending): ending for ending in (*everything.found.values(), *drawn.found.values())}
    unseen = [
        e for key, e in seen.items() if key not in claimed and not (e.kind == "timed_out" and "L" not in case.verdict)
    ]
    if unseen:
        return f"not covered by the proof: {unseen[0]}"
    invented = claimed - seen.keys() - {same(timed_schedule(program, target))}
    return f"no schedule ends so: {invented}" if everything.complete and invented else ""


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.name)
def test_a_sample_of_proofs_is_true(case):
    assert disagreement(case, schedules=150, brute=40, chance=100) == ""


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_proof_is_true(case):
    assert disagreement(case, schedules=10_000, brute=3_000, chance=1_500) == ""
