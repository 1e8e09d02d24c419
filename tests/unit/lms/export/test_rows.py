"""Grades as `grade batch` writes them."""

from decimal import Decimal

import pytest

from grader.errors import UsageError
from grader.feedback import spreadsheet
from grader.lms.export.rows import Refused, Row, read

HEADER = "author,exercise,outcome,points,max_points,late,reason,attempt,submission_digest,graded_at\r\n"


def grades(tmp_path, text, header=HEADER):
    path = tmp_path / "grades.csv"
    path.write_text(header + text, encoding="utf-8")
    return path


def test_points_are_exact_and_withheld_is_none(tmp_path):
    path = grades(
        tmp_path,
        '"ann","add-lock","judged","7.50","10",0,"","1","d","t"\r\nbob,add-lock,withheld,,10,0,"no, entry",1,,t\r\n',
    )

    ann, bob = read(path)

    assert Row("ann", "add-lock", Decimal("7.50"), Decimal(10)) == ann
    assert (None, "no, entry") == (bob.points, bob.reason)


def test_every_mistake_is_told(tmp_path):
    path = grades(tmp_path, "ann,add-lock,judged,many,10,0,,1,,t\nbob,x,judged,1,few,0,,1,,t\n")

    with pytest.raises(Refused) as refused:
        read(path, ["add-lock", "x", "gone"])

    assert (
        "line 2: 'many' of '10' are no points",
        "line 3: '1' of 'few' are no points",
        "there are no grades of add-lock",
        "there are no grades of x",
        "there are no grades of gone",
    ) == refused.value.problems


@pytest.mark.parametrize("points", ["NaN", "Infinity", "-1", "sNaN", "1_"])
def test_what_is_no_number_of_points_is_said(tmp_path, points):
    with pytest.raises(Refused, match=f"line 2: '{points}' of '10' are no points"):
        read(grades(tmp_path, f"ann,add-lock,judged,{points},10,0,,1,,t\n"))


def test_what_is_no_table_inside_is_said(tmp_path):
    with pytest.raises(Refused, match="line 2 is too short"):
        read(grades(tmp_path, "ann,add-lock\n"))
    with pytest.raises(UsageError, match="is no table near line 1: field larger than field limit"):
        read(grades(tmp_path, f"ann,{'x' * 200_000}"))


def test_two_grades_of_one_author_are_told(tmp_path):
    with pytest.raises(Refused, match="ann has 2 grades of add-lock"):
        read(grades(tmp_path, "ann,add-lock,judged,1,10,0,,1,,t\n" * 2))


@pytest.mark.parametrize("author", ["=cmd|' /C calc'!A1", "ann", "'tis", "-7", "+x(y)"])
def test_an_author_is_read_as_they_were_written(tmp_path, author):
    columns = HEADER.strip().split(",")
    text = spreadsheet.table(columns, [[author, "a", "judged", "1", "2", 0, "", 1, "", "t"]], ("author",))

    (row,) = read(grades(tmp_path, text, header=""))

    assert author == row.author


def test_what_is_no_table_of_grades_is_said(tmp_path):
    with pytest.raises(UsageError, match=r"grades.csv cannot be read: No such file or directory"):
        read(tmp_path / "grades.csv")
    with pytest.raises(UsageError, match="has no column 'exercise': it was not written by"):
        read(grades(tmp_path, "", "author,points\n"))
    (tmp_path / "grades.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="cannot be read: it is not UTF-8"):
        read(tmp_path / "grades.csv")
