"""From deliveries to gradebooks, as one types it: `grade batch`, then `grade export`."""

import csv
import io
from textwrap import dedent

import pytest

from grader.lms import validation
from tests.support import importers
from tests.support.command import grade
from tests.support.platforms import FLAWED, GOOD, a_course
from tests.unit.lms.export.test_filled import CANVAS

pytestmark = pytest.mark.slow
ROSTER = "author,name,SIS Login ID\na1,Jane Doe,jane\na2,Zoé Z,zoe\na3,Bob Lee,bob\n"


@pytest.fixture
def graded(tmp_path):
    """A class of three, one of whom handed in nothing that can be judged."""
    course = a_course(tmp_path / "course")
    handed_in = {"Jane Doe.py": GOOD, "zoe.py": FLAWED, "bob/notes.txt": "hello"}
    (tmp_path / "in" / "bob").mkdir(parents=True)
    for name, text in handed_in.items():
        (tmp_path / "in" / name).write_text(dedent(text))
    (tmp_path / "roster.csv").write_text(ROSTER)
    words = ("--exercise", "double", "--out", "out", "--course", course.root, "--roster", "roster.csv")
    done = grade("batch", "in", *words, here=tmp_path)
    assert 3 == done.returncode, done.stderr
    return tmp_path


def test_the_gradebook_fills_canvas_and_tells_what_is_missing(graded):
    (graded / "canvas.csv").write_text(CANVAS.replace(",EX,50", ",,50"), encoding="utf-8")
    words = ("--from", "out", "--into", "canvas.csv", "--column", "double=HW1 (4567)", "-o", "filled.csv")

    done = grade("export", "canvas", *words, here=graded)
    assert 3 == done.returncode, done.stderr
    assert "Note: a3 is not in the file, and has no grade to put there" in done.stderr
    found = importers.canvas((graded / "filled.csv").read_bytes())
    assert (10, 5.5) == (found["11", "4567"], float(found["12", "4567"]))
    assert 50 == found["12", "89"]


def test_reports_and_feedback_are_found_by_whatever_an_author_is_called(graded):
    worksheet = (
        "Identifier,Full name,Grade,Maximum grade,Last modified (grade)\n"
        "Participant 1,Jane Doe,,10.00,-\nParticipant 2,Zoé Z,,10.00,-\nParticipant 3,Bob Lee,,10.00,-\n"
    )
    (graded / "worksheet.csv").write_text(worksheet, encoding="utf-8")
    more = ("--from", "out", "--into", "worksheet.csv", "-o")

    done = grade("export", "moodle-worksheet", *more, "filled.csv", here=graded)
    assert 3 == done.returncode, done.stderr
    assert "a3 (Bob Lee), double: withheld, left as it is" in done.stderr
    taken = importers.moodle_worksheet((graded / "filled.csv").read_bytes())
    assert {"1": 10, "2": 5.5} == {number: float(points) for number, points in taken.items()}

    done = grade("export", "junit", "--from", "out", "-o", "results.xml", here=graded)
    assert 3 == done.returncode, done.stderr
    assert [] == validation.problems("junit", (graded / "results.xml").read_bytes())
    assert 0 == grade("lms", "validate", "junit", "results.xml", here=graded).returncode


def test_the_table_alone_will_do(graded):
    done = grade("export", "csv", "--from", "out/grades.csv", "-o", "wide.csv", here=graded)

    assert 3 == done.returncode, done.stderr
    wide = list(csv.reader(io.StringIO((graded / "wide.csv").read_text())))
    assert [["a1", "10", "10"], ["a2", "5.5", "5.5"], ["a3", "", ""]] == sorted(wide[1:])


def test_the_gradebook_is_found_where_the_commands_of_the_gradebook_find_it(graded):
    (graded / "out").rename(graded / "grades")
    outside = grade("export", "csv", "-o", "one.csv", here=graded)
    within = grade("export", "csv", "-o", "two.csv", here=graded / "grades")

    assert (3, 3) == (outside.returncode, within.returncode), outside.stderr + within.stderr
    assert (graded / "one.csv").read_bytes() == (graded / "grades" / "two.csv").read_bytes()
