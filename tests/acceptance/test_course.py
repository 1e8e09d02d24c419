"""The course proves itself: right answers are full, wrong ones lose exactly what they must, statements say it all."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import course, intake, pipeline
from grader.course.model import Exercise
from grader.report import Outcome, Report
from grader.sandbox import Workers, open_workers

ROOT = Path(__file__).parents[2]
COURSE = course.load(ROOT / "exercises")
EXERCISES = list(COURSE.exercises.values())


def answers(pattern: str) -> list[object]:
    """The folders of solutions that match, each with its exercise, under an id like `add-lock: no_lock`."""
    return [
        pytest.param(exercise, folder, id=f"{exercise.slug}: {folder.name}")
        for exercise in EXERCISES
        for folder in sorted((ROOT / "solutions" / exercise.slug).glob(pattern))
        if folder.is_dir()
    ]


def each_exercise() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.slug)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with open_workers() as opened:
        yield opened


def grade(path: Path, exercise: Exercise, workers: Workers, *, examples_only: bool = False) -> Report:
    delivery = intake.Delivery(path, neighbours=path.is_dir())
    report = pipeline.grade(delivery, COURSE, exercise, workers, seed=0, examples_only=examples_only)
    assert report.outcome == "judged", (report.reason, [check.detail for check in report.checks if check.detail])
    return report


def lost(report: Report) -> list[str]:
    return sorted({check.id.partition("[")[0] for check in report.checks if check.points != check.max_points})


def told(report: Report) -> str:
    """What a failing test here should say about the checks."""
    return "\n".join(f"{c.outcome:9} {c.id}: {c.rationale}\n{c.detail or ''}" for c in report.checks)


def expected(folder: Path) -> list[str]:
    told = tomllib.loads((folder / "expect.toml").read_text("utf-8"))
    assert set(told) <= {"loses", "why"}
    return sorted(told["loses"])


def checks_of(exercise: Exercise) -> list[str]:
    assert exercise.suite is not None
    trees = [ast.parse(path.read_text("utf-8")) for path in exercise.suite.glob("test_*.py")]
    return sorted(
        n.name for tree in trees for n in tree.body if isinstance(n, ast.FunctionDef) and n.name[:5] == "test_"
    )


@pytest.mark.parametrize(("exercise", "folder"), answers("reference*"))
def test_a_right_answer_gets_full_points(exercise, folder, workers):
    report = grade(folder / exercise.entry, exercise, workers)

    assert [] == lost(report), told(report)
    assert report.max_points == report.points


@pytest.mark.parametrize(("exercise", "folder"), answers("flawed/*"))
def test_a_flawed_answer_loses_exactly_what_it_must(exercise, folder, workers):
    report = grade(folder / exercise.entry, exercise, workers)

    assert expected(folder) == lost(report), told(report)


@each_exercise()
def test_the_skeleton_is_no_answer(exercise, workers):
    report = grade(exercise.skeleton, exercise, workers)

    assert report.points < report.max_points


@pytest.mark.parametrize(("exercise", "folder"), answers("reference*"))
def test_a_right_answer_passes_the_examples(exercise, folder, workers):
    report = grade(folder / exercise.entry, exercise, workers, examples_only=True)

    assert {Outcome.PASSED} == {check.outcome for check in report.checks}, told(report)


@each_exercise()
def test_the_skeleton_fails_an_example(exercise, workers):
    """What students see first should point somewhere."""
    report = grade(exercise.skeleton, exercise, workers, examples_only=True)

    assert Outcome.FAILED in {check.outcome for check in report.checks}


@each_exercise()
def test_four_flawed_answers_or_more(exercise):
    assert 4 <= len(list((exercise.solutions / "flawed").iterdir()))


@each_exercise()
def test_every_check_is_lost_by_some_flawed_answer(exercise):
    """A check that nobody ever loses checks nothing."""
    losses = {check for folder in (exercise.solutions / "flawed").iterdir() for check in expected(folder)}

    assert set(checks_of(exercise)) == losses


@each_exercise()
def test_the_statement_says_the_points(exercise, workers):
    """The heading's sum, the table's rows and the suite agree, row by row."""
    statement = exercise.statement.read_text("utf-8")
    heading = re.search(r"^# .* · (\d+) points$", statement, re.MULTILINE)
    rows = [int(points) for points in re.findall(r"^\| .* \| (\d+) \|$", statement, re.MULTILINE)]
    report = grade(exercise.skeleton, exercise, workers)

    assert heading is not None
    assert int(heading[1]) == sum(rows) == report.max_points
    assert sorted(rows) == sorted(check.max_points for check in report.checks)


@each_exercise()
def test_the_statement_names_the_file_and_the_functions(exercise):
    statement = exercise.statement.read_text("utf-8")
    tree = ast.parse(exercise.skeleton.read_text("utf-8"))
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]

    assert f"`{exercise.entry}`" in statement
    assert functions
    assert all(f"`{name}(" in statement for name in functions)


@each_exercise()
def test_the_syllabus_names_the_exercise_and_its_points(exercise):
    syllabus = (ROOT / "exercises" / "README.md").read_text("utf-8")
    statement = exercise.statement.read_text("utf-8")
    row = re.search(rf"\[{exercise.slug}\]\({exercise.slug}/README\.md\) \| cell \d \|.*\| (\d+) \|", syllabus)

    assert row is not None
    assert f"· {row[1]} points" in statement
