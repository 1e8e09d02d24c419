"""What a result depends on."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from grader.batch import bench
from grader.batch.key import Ground, Terms, ground, key
from grader.batch.order import brief_of, limits_of
from grader.course import Exercise, Limits, Row
from grader.errors import UsageError
from grader.judge import setting
from grader.sandbox.starting import interpreters

GROUND = Ground("1.0", "3.11.7", "Linux x86_64", "namespaces")
GIVEN = {"submission": "d", "suite": "s", "settings": "e", "seed": 0, "on": GROUND}


@pytest.mark.parametrize(
    "change",
    [
        {"submission": "d2"},
        {"suite": "s2"},
        {"settings": "e2"},
        {"seed": 1},
        {"on": replace(GROUND, grader="1.1")},
        {"on": replace(GROUND, python="3.12.0")},
        {"on": replace(GROUND, platform="Darwin arm64")},
        {"on": replace(GROUND, isolation="landlock")},
        {"on": replace(GROUND, absent=("3.13",))},
    ],
)
def test_everything_that_may_change_a_result_changes_its_key(change):
    assert key(**GIVEN) == key(**GIVEN)
    assert key(**GIVEN) != key(**{**GIVEN, **change})


def an_exercise(tmp_path, suite="x = 1\n", **more):
    (tmp_path / "suite").mkdir(exist_ok=True)
    (tmp_path / "suite" / "test_it.py").write_text(suite)
    return Exercise("add-lock", "Lock", tmp_path / "handed out", "add_lock.py", suite=tmp_path / "suite", **more)


def terms(exercise, on=GROUND):
    return Terms({"add-lock": brief_of("Concurrency", exercise)}, on, 0)


def test_a_key_changes_with_the_suite_and_with_the_limits_and_not_with_the_title(tmp_path):
    first = terms(an_exercise(tmp_path)).key("d", "add-lock")

    assert first == terms(replace(an_exercise(tmp_path), title="Another")).key("d", "add-lock")
    assert first != terms(an_exercise(tmp_path, limits=Limits(time_s=5))).key("d", "add-lock")
    assert first != terms(an_exercise(tmp_path, "x = 2\n")).key("d", "add-lock")
    assert first != terms(an_exercise(tmp_path, rows=(Row("3.13", "fork"),))).key("d", "add-lock")


def test_an_interpreter_that_has_come_since_changes_the_key_where_it_is_asked_for(tmp_path):
    """What was not judged there is due there."""
    asks = an_exercise(tmp_path, rows=(Row(None, "fork"), Row("3.13", "fork")))
    without = replace(GROUND, absent=("3.13", "3.99"))

    assert terms(asks).key("d", "add-lock") != terms(asks, without).key("d", "add-lock")
    assert terms(asks, without).key("d", "add-lock") == terms(asks, replace(GROUND, absent=("3.13",))).key(
        "d", "add-lock"
    )
    plain = an_exercise(tmp_path)
    assert terms(plain).key("d", "add-lock") == terms(plain, without).key("d", "add-lock")


def test_interpreters_are_looked_for_that_somebody_asks_for(tmp_path, monkeypatch):
    looked = []
    monkeypatch.setattr(interpreters, "is_here", lambda version: looked.append(version) or version == "3.13")
    asks = an_exercise(tmp_path, rows=(Row(None, None), Row("3.99", None), Row("3.13", None), Row("3.98", "fork")))

    assert ("3.98", "3.99") == ground("process", [brief_of("Concurrency", asks)]).absent
    assert () == ground("process").absent
    assert ["3.13", "3.98", "3.99"] == sorted(looked)


def test_what_is_not_judged_has_no_key(tmp_path):
    assert "" == terms(an_exercise(tmp_path)).key("d", "another")
    assert "" == terms(an_exercise(tmp_path)).key("", "add-lock")


def test_a_brief_is_the_suite_as_the_judge_fingerprints_it(tmp_path):
    exercise = an_exercise(tmp_path)

    assert setting.digest(exercise.suite, exercise) == brief_of("C", exercise).suite


def test_limits_survive_the_journey(tmp_path):
    limits = Limits(time_s=2.5, memory_mb=100, actors=8, output_kb=10, cpus=2)
    brief = brief_of("C", an_exercise(tmp_path, limits=limits))

    assert limits == limits_of(msgspec.msgpack.decode(msgspec.msgpack.encode(brief.limits)))


def test_what_it_is_judged_in_survives_the_journey(tmp_path):
    rows = (Row(None, "fork"), Row("3.13t", "spawn"))
    bench.lay_out(tmp_path, "brief", brief_of("C", an_exercise(tmp_path, rows=rows)))

    assert rows == bench.setting_of(tmp_path / "brief", lambda: "process")[0].exercise.rows


def test_references_survive_the_journey_and_are_part_of_no_key(tmp_path):
    bare = an_exercise(tmp_path)
    (tmp_path / "solutions" / "reference").mkdir(parents=True)
    (tmp_path / "solutions" / "reference" / "add_lock.py").write_bytes(b"x = 1\n")
    brief = brief_of("C", replace(bare, solutions=tmp_path / "solutions"))
    bench.lay_out(tmp_path, "brief", brief)

    (reference,) = bench.setting_of(tmp_path / "brief", lambda: "process")[1]

    assert ("add_lock.py", {"add_lock.py": b"x = 1\n"}) == (reference.entry, reference.files)
    assert brief.settings_digest() == brief_of("C", bare).settings_digest()
    assert brief.suite == brief_of("C", bare).suite


def test_a_course_without_suites_cannot_grade_a_class():
    with pytest.raises(UsageError, match="add-lock has no hidden suite here") as told:
        brief_of("C", Exercise("add-lock", "Lock", Path(), "add_lock.py"))

    assert "tests/suites/add-lock/" in told.value.hint
