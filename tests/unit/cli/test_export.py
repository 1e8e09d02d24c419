"""`grade export`: what is asked for, what is said, what is never overwritten."""

import csv
import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest

from grader.cli import export as cli_export
from grader.cli.export import ExportRequest, export
from grader.errors import UsageError
from grader.lms.export import formats
from grader.lms.export.formats import Order
from grader.lms.export.rows import Row
from grader.lms.export.taken import Taken
from grader.lms.targets import FORMATS
from grader.report import Visibility, encode
from tests.support.marks import MIXED
from tests.support.platforms import a_course
from tests.unit.cli.test_console import a_console
from tests.unit.lms.export.test_filled import BLACKBOARD, CANVAS, WORKSHEET

GRADES = (
    "author,exercise,outcome,points,max_points,late,reason,attempt,submission_digest,graded_at\r\n"
    "jane,hw1,judged,7.50,10,0,,1,d,t\r\n"
    "zoe,hw1,withheld,,10,0,the suite failed,1,d,t\r\n"
)


@pytest.fixture
def graded(tmp_path):
    """What `grade batch` filled."""
    out = tmp_path / "graded"
    (out / "reports" / "jane").mkdir(parents=True)
    (out / "feedback" / "jane").mkdir(parents=True)
    (out / "grades.csv").write_text(GRADES)
    (out / "reports" / "jane" / "hw1.json").write_bytes(encode(MIXED))
    (out / "feedback" / "jane" / "hw1.html").write_text("<p>well done")
    return out


def ask(format_, graded, **more):
    console, out, err = a_console(terminal=False)
    target = graded.parent / f"out.{format_}"
    code = export(ExportRequest(format=format_, source=graded, out=target, here=graded, **more), console)
    assert "" == out.getvalue()
    return code, target.read_bytes(), err.getvalue()


def given(graded, text, encoding="utf-8"):
    path = graded.parent / "export"
    path.write_bytes(text.encode(encoding))
    return path


def test_canvas(graded):
    code, data, said = ask("canvas", graded, into=given(graded, CANVAS))

    assert (3, "7.5") == (code, list(csv.reader(io.StringIO(data.decode())))[2][6])
    assert "Note: zoe, hw1: excused, left as it is\n" in said
    assert f"Written: {graded.parent / 'out.canvas'}\n" in said
    assert "Grades that are withheld have no points in it: `grade book show --only withheld` lists them" in said


def test_moodle(graded):
    worksheet = given(graded, WORKSHEET.replace("jane@example.org", "jane").replace("zoe@example.org", "zoe"))

    code, data, said = ask("moodle-worksheet", graded, into=worksheet)
    assert (3, True) == (code, b"Submitted,7.5,10.00" in data)
    assert "Note: zoe, hw1: withheld, left as it is (the suite failed)" in said

    code, data, _ = ask("moodle-feedback", graded, into=worksheet, exercises=["hw1"])
    assert ["Jane Doe_101_assignsubmission_file/hw1.html"] == zipfile.ZipFile(io.BytesIO(data)).namelist()

    _, data, said = ask("moodle-grades", graded, heading="Email")
    assert b'"Email","hw1"\r\n"jane","7.5"\r\n' == data
    assert "Note: zoe has not all of the grades: left out" in said


def test_blackboard(graded):
    code, data, _ = ask("blackboard", graded, into=given(graded, BLACKBOARD, "utf-16"), scale=True)

    assert (3, True) == (code, '"75"' in data.decode("utf-16"))


def test_our_own_tables(graded):
    assert b'"jane","7.5","7.5"' in ask("csv", graded)[1]
    assert b"| jane | 7.5 |" in ask("markdown", graded)[1]
    assert 6 == ask("junit", graded)[1].count(b"<testcase")
    assert 4 == ask("junit", graded, for_students=True)[1].count(b"<testcase")


def test_a_delivery_for_no_exercise_spoils_nobodys_total(graded):
    with (graded / "grades.csv").open("a") as file:
        file.write("notes.txt,,withheld,,0,0,no file is called hw1.py,1,d,t\r\n")

    code, table, said = ask("csv", graded)
    page = ask("markdown", graded)[1].decode()

    assert (3, ["author", "hw1", "total"]) == (code, table.decode().splitlines()[0].replace('"', "").split(","))
    assert b'"jane","7.5","7.5"' in table
    assert "Note: notes.txt is for no exercise, and left out (no file is called hw1.py)" in said
    assert "| hw1 / 10 |" in page
    assert "- notes.txt: no file is called hw1.py" in page
    assert b'"jane","7.5"' in ask("moodle-grades", graded)[1]


@pytest.mark.parametrize(("date", "visibility"), [("due", "after_due_date"), ("published", "after_published")])
def test_what_waits_for_a_date_is_shown_to_students_after_it(date, visibility, graded):
    late = [
        msgspec.structs.replace(check, visibility=Visibility(visibility))
        for check in MIXED.checks
        if check.id == "late"
    ]
    others = [check for check in MIXED.checks if check.id != "late"]
    report = msgspec.structs.replace(MIXED, exercise="double", checks=(*others, *late))
    root = a_course(graded.parent / "course", more="[due]\n").root
    texts = dict.fromkeys(("2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z"), root / "exercises" / "course.toml")
    (graded / "reports" / "jane" / "hw1.json").write_bytes(encode(report))
    counts = []
    for when, path in texts.items():
        path.write_text(f'title = "T"\nexercises = ["double"]\n[{date}]\ndouble = {when}\n')
        counts.append(ask("junit", graded, for_students=True, course=root)[1].count(b"<testcase"))

    assert [5, 4] == counts


def test_the_names_in_the_help_are_the_table():
    assert FORMATS == tuple(formats.FORMATS)


def test_a_column_may_be_named(graded):
    _, data, _ = ask("canvas", graded, into=given(graded, CANVAS), columns=["hw1=Add a lock"], scale=True)

    assert "75" == list(csv.reader(io.StringIO(data.decode())))[2][7]


@pytest.mark.parametrize(
    ("format_", "more", "words"),
    [
        ("canvass", {}, "there is no format 'canvass'"),
        ("canvas", {}, "canvas fills a file that the LMS exported"),
        ("canvas", {"into": "gone"}, "gone cannot be read: No such file or directory"),
        ("canvas", {"into": "export", "columns": ["hw1"]}, "'hw1' names no column"),
        ("junit", {"exercises": ["hw2"]}, "there are no grades of hw2"),
    ],
)
def test_what_is_not_there_is_said(graded, format_, more, words):
    given(graded, CANVAS)
    if "into" in more:
        more = {**more, "into": graded.parent / more["into"]}
    with pytest.raises(UsageError) as said:
        ask(format_, graded, **more)
    assert words in said.value.message


def test_no_gradebook_is_as_large_as_that(graded, monkeypatch):
    monkeypatch.setattr(cli_export, "MOST", 1 << 20)
    with pytest.raises(UsageError, match="is larger than 1 MB: no gradebook is"):
        ask("canvas", graded, into=given(graded, "x" * (1 << 20) + "x"))


def test_what_the_lms_gave_is_never_overwritten(graded):
    into = given(graded, CANVAS)
    console, _, _ = a_console(terminal=False)

    with pytest.raises(UsageError, match="is what the LMS gave"):
        export(ExportRequest(format="canvas", source=graded, out=into, here=graded, into=into), console)
    with pytest.raises(UsageError, match="cannot be written: Is a directory"):
        export(ExportRequest(format="csv", source=graded / "grades.csv", out=graded, here=graded), console)


def test_every_format_is_named_in_the_help():
    from typer.testing import CliRunner

    from grader.cli.app import app

    text = " ".join(CliRunner().invoke(app, ["export", "--help"]).output.split())
    assert all(name in text for name in FORMATS)


def test_without_reports_there_is_no_xml(graded):
    (graded / "reports" / "jane" / "hw1.json").unlink()

    with pytest.raises(UsageError, match="there are no reports in"):
        ask("junit", graded)


def test_what_was_set_by_hand_before_the_maximum_changed_is_said_in_every_table(tmp_path):
    row = Row("zoe", "hw1", Decimal(8), Decimal(10), name="Zoé Z.", today=Decimal(8))
    made = formats.make("csv", Order(taken=Taken(tmp_path, [row]), now=datetime.now(UTC)))

    assert [
        "zoe (Zoé Z.), hw1: set by hand to 8 / 10, and the others are out of 8; `grade book override` sets it anew"
    ] == made.notes
