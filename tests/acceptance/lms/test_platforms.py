"""The other platforms, played: each starts its own package as it would, in a container, and reads what comes back."""

import json
import shutil

import pytest

from tests.support.platforms import (
    CANARY,
    FLAWED,
    GOOD,
    HOSTILE,
    NO_PYTHON,
    a_course,
)
from tests.support.stages import STAGES

pytestmark = pytest.mark.slow


@pytest.fixture(params=STAGES)
def stage(request, tmp_path, started):
    return STAGES[request.param](tmp_path, started, a_course(tmp_path / "course"))


def test_flawed_and_hostile_answers_get_what_they_earned_and_see_nothing_of_the_suite(stage):
    assert stage.points(stage.run(FLAWED)) == pytest.approx(5.5)

    hostile = stage.run(HOSTILE)
    assert stage.points(hostile) == 0
    out = "" if stage.target == "coderunner" else stage.out  # there it is for the platform alone
    shown = [out, stage.err, json.dumps(_without_hidden_rows(hostile))]
    shown += [path.read_text() for name in ("release-body.md", "summary") for path in stage.root.rglob(name)]
    assert CANARY not in "\n".join(shown).replace(str(stage.root), "")


def _without_hidden_rows(found):
    """CodeRunner keeps rows with `ishidden` from students itself."""
    if "testresults" in found:
        found = {**found, "testresults": [row for row in found["testresults"] if row[-1] != 1]}
    return found


@pytest.mark.long
def test_good_answers_get_everything_and_what_is_no_python_is_told(stage):
    assert stage.points(stage.run(GOOD)) == pytest.approx(10)

    stage.run(NO_PYTHON)
    texts = [path.read_text() for name in ("release-body.md", "summary") for path in stage.root.rglob(name)]
    assert "line 1" in "\n".join([stage.result().decode(), *texts])


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
