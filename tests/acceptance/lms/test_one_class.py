"""One class, judged once: every platform's result and every gradebook from the same reports, each taken by its reader."""

from decimal import Decimal
from textwrap import dedent

import pytest

from grader import pipeline
from grader.feedback.audience import INSTRUCTOR
from grader.intake import Delivery
from grader.lms import marked, validation
from grader.lms.export import blackboard, canvas, moodle, plainly
from grader.lms.export.filling import Wishes
from grader.lms.export.junit import document
from grader.lms.export.rows import Row
from grader.lms.packing.pack import pack
from grader.lms.platform import named
from grader.lms.targets import TARGETS
from grader.sandbox import open_workers
from grader.score import Policy
from tests.support import importers
from tests.support.marks import BEFORE, an_occasion
from tests.support.platforms import FLAWED, GOOD, NO_PYTHON, a_course
from tests.unit.lms.export.test_filled import BLACKBOARD, CANVAS, WORKSHEET
from tests.unit.lms.test_every_platform import ENVIRON

pytestmark = pytest.mark.slow
HANDED_IN = {"jane": GOOD, "zoe": FLAWED, "bob": NO_PYTHON, "ann": None}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Reports by author, and what the suite was packed as."""
    root = tmp_path_factory.mktemp("class")
    course = a_course(root)
    exercise = course.exercise("double")
    reports = {}
    with open_workers("process") as workers:
        for author, source in HANDED_IN.items():
            folder = root / "handed-in" / author
            folder.mkdir(parents=True)
            if source is not None:
                (folder / "double.py").write_text(dedent(source))
            delivery = Delivery(folder, neighbours=True)
            reports[author] = pipeline.grade(delivery, course, exercise, workers, seed=7, author=author)
    return reports, {target: pack(target, course, exercise).parcel for target in TARGETS}


@pytest.fixture
def rows(graded):
    return [
        Row(
            author,
            "hw1",
            None if report.points is None else Decimal(str(report.points)),
            Decimal(10),
            report.reason or "",
        )
        for author, report in graded[0].items()
    ]


def test_the_class_is_what_it_should_be(rows):
    assert {"jane": 10, "zoe": Decimal("5.5"), "bob": 0, "ann": None} == {row.author: row.points for row in rows}


@pytest.mark.parametrize("author", HANDED_IN)
@pytest.mark.parametrize("target", TARGETS)
def test_every_platform_takes_every_report(graded, target, author, tmp_path):
    reports, parcels = graded
    platform = named(target)
    found = marked.mark(reports[author], an_occasion(), Policy(), now=BEFORE, max_points=parcels[target].most)
    occasion = platform.occasion(platform.places(tmp_path, {}), ENVIRON)
    files = platform.files(found, occasion, parcels[target])

    assert [] == validation.problems(target, files["outputs"] if target == "github" else next(iter(files.values())))


def test_canvas_takes_the_gradebook(rows):
    text = CANVAS.replace("EX,50", ",50").replace(
        '"Student, Test",13', '"Lee, Bob",13,,bob,CS1,,,,,\r\n"Student, Test",14'
    )

    data, notes = canvas.fill(text.encode(), rows, Wishes(skip_unknown=True))

    grades = importers.canvas(data)
    assert {"11": 10, "12": Decimal("5.5"), "13": 0, "14": None} == {
        student: grade for (student, assignment), grade in grades.items() if assignment == "4567"
    }
    assert 50 == grades["12", "89"]
    assert ["ann is not in the file, and has no grade to put there"] == notes


def test_moodle_takes_the_worksheet_the_gradebook_and_the_feedback(rows):
    text = WORKSHEET.replace("jane@example.org", "jane").replace("zoe@example.org", "zoe").replace("No,-,-", "Yes,-,-")
    wishes = Wishes(skip_unknown=True)

    data, _ = moodle.fill_worksheet(text.encode(), rows, wishes)
    assert {"101": 10, "102": Decimal("5.5"), "103": 0} == importers.moodle_worksheet(data)

    data, notes = moodle.gradebook(rows, "Username")
    assert {"jane": {"hw1": 10}, "zoe": {"hw1": Decimal("5.5")}, "bob": {"hw1": 0}} == importers.moodle_gradebook(
        data, HANDED_IN
    )
    assert ["ann has not all of the grades: left out"] == notes

    data, _ = moodle.feedback(text.encode(), {"jane": {"hw1.html": b"x"}, "bob": {"hw1.html": b"y"}}, rows, wishes)
    assert {"101": ["hw1.html"], "103": ["hw1.html"]} == importers.moodle_feedback(data)


def test_blackboard_takes_the_grades(rows):
    data, _ = blackboard.fill(BLACKBOARD.encode("utf-16"), rows, Wishes(scale=True, skip_unknown=True))

    assert {("jane", "547859"): 100, ("zoe", "547859"): 55} == {
        key: grade for key, grade in importers.blackboard(data).items() if key[1] == "547859"
    }


def test_our_own_tables_and_the_xml_tell_the_same(rows, graded):
    assert '"zoe","5.5","5.5"' in plainly.table(rows).decode()
    assert "| ann | withheld |" in plainly.summary(rows).decode()
    text = document((report, INSTRUCTOR) for report in graded[0].values()).decode()
    assert ["10", "5.5", "0", ""] == [
        line.split('value="')[1].split('"')[0] for line in text.splitlines() if 'name="points"' in line
    ]
