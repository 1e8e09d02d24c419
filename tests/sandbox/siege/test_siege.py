"""The whole corpus judged in one go, honest and hostile shuffled: who cheats has no full marks, who is honest has.

Whichever delivery is judged, nothing of it stays, escapes, shows on a page, or makes another's marks other than they are.
"""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.sandbox.walls.situations import BECOMING, ROOT, SITUATIONS

PLAY = Path(__file__).parent / "play.py"
PLAYED = ("root, namespaces", "user, namespaces", "root in a container, landlock-uid", "user in a container, landlock")
REACH = [
    "code_from_a_file",
    "current_greenlet",
    "every_object",
    "frame",
    "globals_of_a_model",
    "memory_by_way_of_links",
    "memory_file",
    "name_that_lies",
    "renamed_code",
    "way_between_frames",
]
"""What comes so near that it cannot go unnoticed, as all that is of the kind `reach`."""
FOLLOWED_NOWHERE = "ctypes_cleared__as_if_by_the_library"
"""The one of that kind that reaches nothing where shared memory is simulated: what it does there cannot be followed."""
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's")]


@cache
def siege(situation, share):
    """What became of everybody; a sentence says why this machine cannot show the situation."""
    user, allowed, tier = SITUATIONS[situation]
    command = [sys.executable, BECOMING, user, allowed, PLAY, tier, str(share), str(2026)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=3600, check=False)
    if "cannot be had here" in done.stderr or "Operation not permitted" in done.stderr:
        return done.stderr.strip().splitlines()[-1]
    assert 0 == done.returncode, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(
    params=[("root, namespaces", 32), *(pytest.param((name, 1), marks=pytest.mark.long) for name in PLAYED)],
    ids=lambda chosen: f"{chosen[0]}, {'all' if chosen[1] == 1 else 'some'}",
)
def played(request):
    found = siege(*request.param)
    if isinstance(found, str):
        pytest.skip(found)
    return found


def told(played, *, honest):
    chosen = {name: one for name, one in played["told"].items() if one["honest"] is honest}
    assert chosen
    return chosen


def test_nobody_who_cheats_has_full_marks(played):
    full = {name: one for name, one in told(played, honest=False).items() if one["points"] == one["max_points"]}

    assert {} == full


def test_everybody_who_is_honest_has_full_marks(played):
    lost = {name: one for name, one in told(played, honest=True).items() if one["points"] != one["max_points"]}
    why = [
        (name, one["review"], check, *said)
        for name, one in lost.items()
        for check, said in one["checks"].items()
        if said[0] != "passed"
    ]

    assert [] == why
    assert {} == lost


def test_who_is_honest_and_cannot_be_followed_is_withheld_for_that(played):
    """And for nothing else: whatever could be judged was right."""
    for name, one in played["told"].items():
        if one["beyond"]:
            assert ("withheld", "program", []) == (one["outcome"], one["fault"], one["review"]), name
            assert {"passed", "broken"} == {outcome for outcome, _ in one["checks"].values()}, name


def test_who_reaches_for_the_grader_is_held_for_review(played):
    """Never in silence, and never as a nought."""
    for name, one in told(played, honest=False).items():
        if one["review"]:
            assert ("withheld", None, "review") == (one["outcome"], one["points"], one["fault"]), name
    noticed = {name for name, one in played["told"].items() if one["review"]}
    assert noticed <= {name for name, one in played["told"].items() if not one["honest"]}
    reaching = {name for name, one in played["told"].items() if one["kind"] == "reach"} - {FOLLOWED_NOWHERE}
    assert reaching
    assert {name for name in REACH if name in played["told"]} | reaching <= noticed


def test_the_grader_never_fails(played):
    """A delivery may be refused, and a check may be withheld for what the program does; no word of a fault of ours."""
    faults = ("Traceback", "the worker failed", "the engine failed", "nothing is known of how", "The suite failed")
    for name, one in played["told"].items():
        for check, (_, said) in one["checks"].items():
            assert not any(fault in (said or "") for fault in faults), (name, check, said)


def test_who_disturbs_the_grader_gets_no_excuse(played):
    """What a program does to its own interpreter is its own failure, and none of ours."""
    blaming = {name: one for name, one in played["told"].items() if one["kind"] == "blame"}

    assert blaming
    assert {} == {name: one["reason"] for name, one in blaming.items() if one["fault"] == "grader"}


def test_nothing_outlives_its_judgement(played):
    assert [] == played["left"]


def test_nothing_is_left_on_the_machine(played):
    # Not covered: as the same user, a file in /dev/shm cannot be told from what other programs put there.
    allowed = ["/dev/shm/a-hostile-submission"] if played["isolation"] == "landlock" else []

    assert [] == [trace for trace in played["traces"] if trace not in allowed]


def test_nothing_hidden_is_seen(played):
    """Canaries stand in the suite, the solution, the environment and a sibling: none is on a page, none was found."""
    assert {} == {name: one["leaks"] for name, one in played["told"].items() if one["leaks"]}
    assert {} == {name: one["loot"] for name, one in played["told"].items() if one.get("loot")}


def test_no_page_does_what_a_submission_says(played):
    assert {} == {name: one["page"] for name, one in played["told"].items() if one["page"]}
