"""The other platforms, played: each starts its own package as it would, in a container, and reads what comes back."""

import shutil

import pytest

from tests.support.platforms import (
    BROKEN,
    CANARY,
    FLAWED,
    GOOD,
    HOSTILE,
    NO_PYTHON,
    a_course,
)
from tests.support.stages import STAGES

pytestmark = pytest.mark.slow


OFTEN = ("github", "prairielearn", "xqueue")
SOME_OFTEN = pytest.mark.parametrize(
    "target", [pytest.param(name, marks=[] if name in OFTEN else [pytest.mark.long]) for name in STAGES]
)


@SOME_OFTEN
def test_flawed_and_hostile_answers_get_what_they_earned_and_see_nothing_of_the_suite(target, tmp_path, started):
    stage = STAGES[target](tmp_path, started, a_course(tmp_path / "course"))

    assert stage.points(stage.run(FLAWED)) == pytest.approx(5.5)

    assert stage.points(stage.run(HOSTILE)) == 0
    assert CANARY not in stage.shown()


@SOME_OFTEN
def test_a_broken_suite_shows_nothing_of_itself_where_students_read(target, tmp_path, started):
    stage = STAGES[target](tmp_path, started, a_course(tmp_path / "course", suite=BROKEN))

    stage.run(FLAWED)

    assert CANARY not in stage.shown()
    assert "not your fault" in stage.shown()


@pytest.mark.long
@pytest.mark.parametrize("target", STAGES)
def test_good_answers_get_everything_and_what_is_no_python_is_told(target, tmp_path, started):
    stage = STAGES[target](tmp_path, started, a_course(tmp_path / "course"))

    assert stage.points(stage.run(GOOD)) == pytest.approx(10)

    stage.run(NO_PYTHON)
    assert "line 1" in stage.shown()


@pytest.mark.parametrize("target", STAGES)
def test_a_grader_that_cannot_start_leaves_a_valid_result_and_no_grade(target, tmp_path, started):
    stage = STAGES[target](tmp_path, started, a_course(tmp_path / "course"))
    shutil.rmtree(stage.root / "opt")
    options = {"grade": "/nowhere/grade"} if target in ("classroom50", "github", "coderunner") else {}

    found = stage.run(GOOD, **options)

    match target:
        case "prairielearn":
            assert (False, False) == (found["gradable"], "score" in found)
        case "classroom50" | "github":
            assert 0 != stage.code  # for both an error of the grader, not a score
        case "autolab":
            assert None is found["scores"]["points"]
        case _:
            assert "not your fault" in stage.out
