"""The notebook's four code cells, saved unchanged, get the right verdict with the right line."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from grader import course, intake, pipeline
from grader.report import CheckResult, Location, Report
from grader.sandbox import Workers, open_workers

ROOT = Path(__file__).parents[2]
COURSE = course.load(ROOT / "exercises")
NOTEBOOK = ROOT / "exercises" / "lecture.ipynb"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with open_workers() as opened:
        yield opened


@pytest.fixture
def cell(tmp_path):
    """Saves a code cell of the notebook as it stands, and gives its path."""

    def save(number: int) -> Path:
        path = tmp_path / f"cell_{number}.py"
        path.write_text(nbformat.read(NOTEBOOK, as_version=4).cells[number - 1].source + "\n", "utf-8")
        return path

    return save


def grade(path: Path, slug: str, workers: Workers) -> Report:
    delivery = intake.Delivery(path, neighbours=False)
    report = pipeline.grade(delivery, COURSE, COURSE.exercises[slug], workers, seed=0)
    assert report.outcome == "judged", (report.reason, report.review)
    return report


def check(report: Report, name: str) -> CheckResult:
    return next(check for check in report.checks if check.id == name)


def points(report: Report) -> dict[str, float | None]:
    return {check.id.removeprefix("test_"): check.points for check in report.checks}


def test_the_process_cell_stops_at_the_typo(cell, workers):
    report = grade(cell(4), "fix-typo", workers)
    found = check(report, "test_the_program_ends_without_an_error")

    assert 0 == report.points
    assert "NameError: name 'Processes' is not defined. Did you mean: 'processes'?" in found.rationale
    assert Location(file="cell_4.py", line=18) == found.location


def test_the_process_cell_stops_at_the_typo_in_a_notebook_too(cell, tmp_path, workers):
    """The same cell below a page of text and a cell of code: cells of code are counted, and lines within each."""
    text = nbformat.v4.new_markdown_cell("Processes and threads")
    first = nbformat.v4.new_code_cell("# a first cell of code")
    code = nbformat.v4.new_code_cell(cell(4).read_text("utf-8"))
    path = tmp_path / "lesson.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[text, first, code]), path)

    report = grade(path, "fix-typo", workers)
    found = check(report, "test_the_program_ends_without_an_error")

    assert Location(file="lesson.ipynb", line=18, cell=2) == found.location


def test_the_threads_cell_is_right(cell, workers):
    report = grade(cell(5), "join-threads", workers)

    assert report.max_points == report.points, points(report)


def test_the_database_cell_loses_an_update(cell, workers):
    report = grade(cell(6), "add-lock", workers)
    found = check(report, "test_no_update_is_lost")

    assert {
        "one_call_adds_one": 1,
        "two_threads_call_increase": 2,
        "no_update_is_lost": 0,
        "nobody_waits_forever": 1,
        "the_last_number_printed_is_2": 0,
    } == points(report)
    assert "database_value" in found.rationale
    assert found.witness is not None
    assert {8, 12} <= {step.line for step in found.witness.steps}


def test_the_value_cell_dies_in_its_children(cell, workers):
    """The program ends with exit code 0 and says nothing; only the exit codes of its children tell."""
    report = grade(cell(7), "share-value", workers)
    found = check(report, "test_the_last_number_printed_is_200")

    assert {
        "add_100_adds_100": 0,
        "two_processes_do_the_adding": 1,
        "the_last_number_printed_is_200": 0,
        "no_addition_is_lost": 0,
        "it_works_under_spawn": 0,
        "it_takes_less_than_five_seconds": 0,
    } == points(report)
    assert "NameError: name 'time' is not defined" in found.rationale
    assert Location(file="cell_7.py", line=6) == found.location
