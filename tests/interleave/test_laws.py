"""Laws of schedules, on drawn programs: a witness replays exactly, a simpler one ends alike, and load changes nothing."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.interleave.explore import explore, replay
from grader.interleave.program import Budget, Program, Script, Search
from grader.interleave.search.explorer import Explorer
from grader.interleave.search.launch import run_once
from grader.interleave.search.shrink import forced_switches
from grader.interleave.search.telling import Telling
from grader.interleave.strategies.randomly import Randomly
from grader.interleave.strategies.replay import Replay
from grader.interleave.token import decode, encode
from tests.interleave.test_corpus import CASES, essence, explored, record
from tests.support.families import families

pytestmark = pytest.mark.filterwarnings("ignore")  # whatever the programs warn of is theirs

FAMILIES = families()
BRIEFLY = Search(budget=Budget(schedules=12, seconds=60))
LAWS = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
DRAWN = st.tuples(st.sampled_from(sorted(FAMILIES)), st.integers(0, 10_000))


def drawn(which: tuple[str, int]) -> Program:
    """A program of a family, by its number."""
    name, number = which
    text = FAMILIES[name].drawn(random.Random(number))
    return Program(folder="/nowhere", entry="program.py", sources={"program.py": text})


@LAWS
@given(DRAWN)
def test_every_witness_replays_exactly(which):
    program = drawn(which)
    for found in explore(program, Script(), BRIEFLY).endings:
        again = replay(program, Script(), found.witness.token, BRIEFLY)

        assert essence(found.ending) == essence(again.ending)


@LAWS
@given(DRAWN, st.integers(0, 10_000))
def test_a_simpler_schedule_ends_alike_and_is_no_longer(which, seed):
    """Whatever schedule an ending was met by, shrinking keeps the ending."""
    explorer = Explorer(drawn(which), Script(), BRIEFLY)
    with explorer.world.installed():
        explorer.go_through(Randomly(seed, 6))
        for key, found in explorer.found.items():
            best = Telling(explorer)._shrunk(key, found)
            again = run_once(explorer.world, explorer.target, Replay(best.switches), explorer.mode("free"))

            assert key == again.key
            assert best.cost <= found.best.cost
            assert (best.forced, best.switches) == (forced_switches(again.trace), tuple(again.run.switches))


@LAWS
@given(DRAWN, st.integers(0, 10_000))
def test_the_schedule_of_any_run_goes_through_a_token(which, seed):
    explorer = Explorer(drawn(which), Script(), BRIEFLY)
    with explorer.world.installed():
        explorer.go_through(Randomly(seed, 3))
        for found in explorer.found.values():
            schedule = decode(Telling(explorer)._token(found, found.best.switches))

            assert found.best.switches == schedule.switches
            assert schedule == decode(encode(schedule))


@contextlib.contextmanager
def busy(processes: int) -> Iterator[None]:
    """So many processes that compute without an end."""
    hogs = [subprocess.Popen([sys.executable, "-I", "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for hog in hogs:
            hog.kill()
            hog.wait()


@pytest.mark.long
def test_load_changes_nothing():
    sample = CASES[::25]
    calm = [record(explored(case)) for case in sample]
    with busy(8):
        assert calm == [record(explored(case)) for case in sample]
