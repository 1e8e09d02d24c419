"""What a mould makes ready for the next worker: the program beside the scenario that it will be asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from grader.interleave.program import Program, Scenario, Script
from grader.worker.limits import Bounds
from grader.worker.objects import Objects
from grader.worker.place import MOST_PREPARED, MOST_SCENES, Place

SCENARIO = Scenario("begin", "import threading\n\ndef begin(program):\n    pass\n\ndef end(program):\n    pass\n")


def a_place(text: str = "x = 1\n") -> Place:
    bounds = Bounds(time_s=1, memory_mb=100, actors=9, output_kb=9, cpus=1)
    made = Place(Path("/nowhere"), "/nowhere/work", bounds, "a.py", {"a.py": text}, Objects())
    made.prepare()
    return made


def told(scenario: Scenario) -> dict[str, object]:
    return {"beside": {"name": scenario.name, "source": scenario.source}}


def the_program(place: Place) -> Program:
    return Program(folder=place.work, entry=place.entry, sources=place.sources, args=("3",), cpus=1)


def test_what_was_made_ready_for_the_last_worker_is_kept_for_the_next():
    place = a_place()
    place.prepare_beside(told(SCENARIO))
    scene, another = place.scenes[SCENARIO.text], Scenario("end", SCENARIO.source)
    place.prepare_beside({"beside": None})
    place.prepare_beside(told(another))
    place.prepare_beside(told(SCENARIO))

    assert scene is place.scenes[SCENARIO.text] is not None
    assert [SCENARIO.text, another.text] == [scene.beside, place.scenes[another.text].beside]


def test_a_mould_has_a_few_scenes_and_no_more():
    """What it made is there for good: it would take from the memory of every worker that comes later."""
    place = a_place()
    for number in range(MOST_SCENES + 1):
        place.prepare_beside(told(Scenario(f"s{number}", SCENARIO.source)))

    assert MOST_SCENES == len(place.scenes)
    assert place.prepared(the_program(place), Scenario(f"s{MOST_SCENES}", SCENARIO.source)).beside is None


@pytest.mark.parametrize(
    ("target", "beside"), [(SCENARIO, SCENARIO.text), (Script(), None)], ids=["scenario", "script"]
)
def test_each_target_has_what_was_made_ready_for_it_and_once(target, beside):
    place = a_place()
    place.prepare_beside(told(SCENARIO))
    prepared = place.world if beside is None else place.scenes[beside]

    assert prepared is place.prepared(the_program(place), target)
    assert ("3",) == prepared.program.args
    assert place.prepared(the_program(place), target) is None


@pytest.mark.parametrize(
    "text",
    ["import a_module_that_nobody_has\n", "def begin(:\n", "import _signal\n", "#" * MOST_PREPARED],
    ids=["imports more", "no Python", "reaches for what is noticed", "long"],
)
def test_what_may_do_more_than_be_read_is_left_to_the_worker(text):
    place, before = a_place(), set(sys.modules)
    place.prepare_beside(told(Scenario("begin", text)))

    assert [None] == list(place.scenes.values())
    assert before == set(sys.modules)


def test_nothing_is_made_ready_beside_a_program_that_is_left_to_the_worker_itself():
    place = a_place("#" * (MOST_PREPARED + 1))
    place.prepare_beside(told(SCENARIO))

    assert place.world is None
    assert not place.scenes
