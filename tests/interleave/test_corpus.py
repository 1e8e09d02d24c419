"""The corpus: every bug is found, nothing else is called one, and a proof is given only where it is true.

What stands here for each case: the ways in which the endings fail are the verdict's; within 150 schedules the bug is
met (by who goes on for ever: within 30), or within 300 the right program is proved; every witness, replayed, ends
alike; and the same search again says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from grader.interleave.ending import Ending, Exploration, FoundEnding
from grader.interleave.explore import explore, replay
from grader.interleave.program import Budget, Script, Search, StartMethod
from tests.support.brute_force import ADDRESS
from tests.support.corpus import CORPUS, SCTBENCH, Case, all_cases
from tests.support.corpus_listing import PAGE, listing
from tests.support.systems import needs

pytestmark = pytest.mark.filterwarnings("ignore")  # whatever the programs warn of is theirs

CASES = all_cases(CORPUS)
BENCH = all_cases(SCTBENCH)
AT_ONCE, SOON, ENOUGH = 30, 150, 300
"""Schedules within which who goes on for ever is found, any other bug of the corpus, and a proof of each right program."""
MANY = 10_000
STEPS = 20_000
"""Of one schedule; these programs are small, and the endless ones need not be followed far."""
SLOW = {"fsbench", "reorder_4", "reorder_5", "reorder_10", "queue_bad", "stack_bad", "wronglock", "circular_buffer"}
"""SCTBench programs that take more than a moment."""
HARD = {"reorder_20", "reorder_50", "twostage_100", "safestack"}
"""Those whose bug few searches find in 10,000 schedules: at most three may stay unfound."""


def search_for(case: Case, *, schedules: int = ENOUGH) -> Search:
    return Search(
        atomicity=case.atomicity,
        output_order=case.output_order,
        budget=Budget(schedules=schedules, steps=STEPS, seconds=60),
    )


def explored(case: Case, *, schedules: int | None = None) -> Exploration:
    return explore(case.program(), Script(), search_for(case, schedules=schedules or enough(case)))


def enough(case: Case) -> int:
    """Schedules in which its verdict must show."""
    if not case.buggy:
        return ENOUGH
    return AT_ONCE if case.verdict == {"L"} else SOON


def ways(case: Case, exploration: Exploration) -> frozenset[str]:
    """All the ways in which the endings that were found fail."""
    return frozenset().union(*(case.failures(found.ending) for found in exploration.endings))


def proved(exploration: Exploration) -> bool:
    return exploration.exhaustive and exploration.controlled


def complaints(case: Case, exploration: Exploration) -> list[str]:
    """What contradicts the verdict. (A proof known to be long is not missed while the search was a short one.)"""
    found = ways(case, exploration)
    gave_up = case.may_escape or case.must_escape
    said = []
    if "!" in found and not (gave_up and not exploration.controlled):
        said.append("a fault of the engine")
    if alarm := found - case.verdict - case.may - {"!"}:
        said.append(f"false alarm: {sorted(alarm)}")
    if not gave_up and not exploration.controlled:
        said.append(f"called not fully controlled: {exploration.escapes}")
    if case.must_escape and proved(exploration):
        said.append("false proof: nobody can control this program")
    if missing := case.verdict - found:
        if proved(exploration):
            said.append(f"false proof: {sorted(missing)} can happen")
        elif missing == case.verdict and not (gave_up and not exploration.controlled):
            said.append("missed")
    early = case.long and exploration.schedules <= ENOUGH
    if not (case.buggy or case.bounded or early or gave_up or proved(exploration)):
        said.append(f"not proved: {exploration.proved}")
    failing = [one for one in exploration.endings if case.failures(one.ending) & case.verdict]
    if case.blame and failing and not any(mentions(case, one) for one in failing[:5]):
        said.append(f"no witness mentions {case.blame}")
    return said


def mentions(case: Case, found: FoundEnding) -> bool:
    """Whether the story of this ending names what is to blame; where it was not told at once, it is replayed."""
    steps = found.witness.steps or replay(case.program(), Script(), found.witness.token, search_for(case)).witness.steps
    return any(case.blame in step.target + step.source for step in steps) or case.blame in found.ending.detail


def essence(ending: Ending) -> object:
    """What must be equal when a schedule is run again; observed values may hold objects of the program.

    Addresses in what the program prints are other ones each time, and an endless schedule may be cut off elsewhere.
    """
    if ending.kind == "timed_out":
        return ending.kind
    told = (ending.kind, ending.stdout, ending.stderr, ending.exit_code, ending.detail, ending.actors, ending.escapes)
    return ADDRESS.sub("0x", repr(told))


def record(exploration: Exploration) -> object:
    """What must be equal when the same search is made again."""
    found = [
        (essence(f.ending), f.schedules, f.first, f.witness.token, ADDRESS.sub("0x", repr(f.witness.steps)))
        for f in exploration.endings
    ]
    return (found, exploration.schedules, exploration.exhaustive, exploration.proved, exploration.escapes)


def each(cases: list[Case], *, seldom: frozenset[Case] = frozenset()) -> pytest.MarkDecorator:
    """A test for each case that has what it needs here; for some only where the tests may take long."""
    return pytest.mark.parametrize(
        "case", [pytest.param(case, id=case.name, marks=[*_marks(case, long=case in seldom)]) for case in cases]
    )


def _marks(case: Case, *, long: bool) -> Iterator[pytest.MarkDecorator]:
    if case.needs:
        yield needs(case.needs)
    if long:
        yield pytest.mark.long


def said_before(cases: list[Case]) -> frozenset[Case]:
    """Programs of processes under a further start method of which nothing else is said than under the first."""
    first: dict[Case, StartMethod] = {}
    seen = [case for case in cases if case.path.parent.name == "processes" and case.several_methods]
    return frozenset(
        case for case in seen if case.method != first.setdefault(replace(case, method="spawn"), case.method)
    )


@each(CASES, seldom=said_before(CASES))
def test_the_verdict_is_true(case):
    assert [] == complaints(case, explored(case))


@each(CASES[::40])
def test_a_sample_repeats_itself(case):
    repeats(case)


@pytest.mark.long
@each(CASES)
def test_everything_repeats_itself(case):
    repeats(case)


def repeats(case: Case) -> None:
    """The same search says the same, and each of its witnesses leads to its ending again."""
    once = explored(case)

    assert record(once) == record(explored(case))
    for found in once.endings:
        if found.ending.kind == "engine_fault":
            continue
        again = replay(case.program(), Script(), found.witness.token, search_for(case))
        assert essence(found.ending) == essence(again.ending)


@pytest.mark.long
@each(CASES)
def test_a_longer_search_says_nothing_else(case):
    """What goes on after the first finds must not lead to a false alarm, nor end in a false proof."""
    assert [] == complaints(case, explored(case, schedules=3_000))


@each([c for c in BENCH if c.path.stem not in SLOW | HARD])
def test_sctbench_is_found(case):
    assert [] == complaints(case, explored(case, schedules=600))


@pytest.mark.long
@each([c for c in BENCH if c.path.stem in SLOW])
def test_sctbench_is_found_with_patience(case):
    assert [] == complaints(case, explored(case, schedules=MANY))


@pytest.mark.long
def test_of_the_hard_ones_at_least_one_is_found():
    """31 of 34 is the aim; none of them may be called proved."""
    hard = [case for case in BENCH if case.path.stem in HARD]
    searched = [(case, explored(case, schedules=MANY)) for case in hard]

    assert not [case.name for case, exploration in searched if proved(exploration)]
    assert [case.name for case, exploration in searched if ways(case, exploration) & case.verdict]


def test_each_verdict_is_written_and_each_twin_exists():
    """A corpus without pairs would not measure false alarms; without known verdicts nothing at all."""
    assert [] == [case.name for case in CASES if case.twin is not None and not case.twin.exists()]
    assert 80 <= len({case.path for case in CASES if case.buggy})
    assert 80 <= len({case.path for case in CASES if not case.buggy and not case.must_escape})


def test_the_table_of_the_corpus_is_up_to_date():
    assert listing() == PAGE.read_text(encoding="utf-8")
