"""The LMS's own tables, filled: the right cells, and no other byte; what it would refuse is refused, all of it."""

import csv
import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest

from grader.intake.identity import Kind, word
from grader.intake.roster import Person
from grader.lms.export import blackboard, canvas, moodle
from grader.lms.export.filling import Wishes, number
from grader.lms.export.rows import Refused, Row

CANVAS = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Notes,HW1 (4567),Add a lock (89),HW1 Current Score,Final Score\r\n"
    "    Points Possible,,,,,,10,100,(read only),(read only)\r\n"
    '"Doe, Jane",11,s11,jane,"CS1, A", likes tea ,3.0,,,\r\n'
    '"Zoé, ""Z""",12,s12,zoe,CS1,,EX,50,,\r\n'
    '"Student, Test",13,,,CS1,,,,,\r\n'
)
WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,Last modified (submission),"
    "Last modified (grade),Feedback comments\n"
    'Participant 101,Jane Doe,jane@example.org,Submitted,,10.00,Yes,"Monday, 2 November 2026, 10:00 AM",-,\n'
    'Participant 102,Zoé_Z <z>,zoe@example.org,Submitted,4.50,10.00,Yes,-,"Monday, 2 November 2026, 10:00 AM","so, so"\n'
    "Participant 103,Bob,bob@example.org,Submitted,,10.00,No,-,-,\n"
)
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"\t'
    '"HW1 [Total Pts: 100 Score] |547859"\t"Weighted Total [Total Pts: up to 100 Percentage] |1"\r\n'
    '"Doe"\t"Jane"\t"jane"\t"11"\t"2026-11-02"\t"Yes"\t""\t"0"\r\n'
    '"Zet"\t"Zoé"\t"zoe"\t"12"\t"2026-11-02"\t"Yes"\t"5"\t"0"\r\n'
)


def row(author, points="7.5", *, exercise="hw1", most="10", reason="", words=(), name=""):
    return Row(author, exercise, None if points is None else Decimal(points), Decimal(most), reason, words, name)


def changed(before, after):
    """The cells that differ, and that everything else is the same to the byte."""
    old, new = (
        list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in text else ","))
        for text in (before, after)
    )
    assert [len(line) for line in old] == [len(line) for line in new]
    return {
        (old[n][0], column): value
        for n, line in enumerate(new)
        for column, value in enumerate(line)
        if value != old[n][column]
    }


def test_canvas_is_filled_by_any_identity():
    rows = [
        row("jane"),
        row("s12", "9", name="Sam Smith"),
        row("jane", "66.67", exercise="add-lock", most="100", words=(word("11", Kind.PLATFORM_ID),)),
        row("13", None, reason="broken", name="Ann"),
    ]

    data, notes = canvas.fill(CANVAS.encode(), rows, Wishes(titles={"add-lock": "Add a lock"}))

    assert {("Doe, Jane", 6): "7.5", ("Doe, Jane", 7): "66.67"} == changed(CANVAS, data.decode())
    assert data == CANVAS.encode().replace(b"3.0,,,", b"7.5,66.67,,")
    assert [
        "s12 (Sam Smith), hw1: excused, left as it is",
        "13 (Ann), hw1: withheld, left as it is (broken)",
    ] == notes


def person(author, name="", **cells):
    return row(author, words=Person(author, name, "", "", cells).words)


def test_points_never_go_to_somebody_who_is_only_mentioned():
    """Zed is not in Canvas; his partner is jane, his team is called as Zoé, his section as the number of a third."""
    zed = person("zed", "Zed", username="zed", partner="jane", team="zoe", section="13", label="Doe, Jane")

    with pytest.raises(Refused) as refused:
        canvas.fill(CANVAS.encode(), [row("jane", None), zed], Wishes())
    data, _ = canvas.fill(CANVAS.encode(), [row("jane", None), zed], Wishes(skip_unknown=True))

    assert ("zed is not in the file (--skip-unknown leaves such authors out)",) == refused.value.problems
    assert CANVAS.encode() == data


def test_who_has_no_grade_and_no_line_refuses_nothing():
    """The teacher's own trial, or a file of nobody on the roster: withheld, and there is nothing to put anywhere."""
    data, notes = canvas.fill(CANVAS.encode(), [row("jane"), row("trial.py", None)], Wishes())

    assert {("Doe, Jane", 6): "7.5"} == changed(CANVAS, data.decode())
    assert ["trial.py is not in the file, and has no grade to put there"] == notes


def test_those_who_are_not_in_the_file_are_told_together():
    """A section's file may lack most of a class."""
    rows = [row("jane"), row("ben"), row("cleo"), row("dan", None), row("eve", None)]

    with pytest.raises(Refused) as refused:
        canvas.fill(CANVAS.encode(), rows, Wishes())
    _, notes = canvas.fill(CANVAS.encode(), rows, Wishes(skip_unknown=True))

    assert ("ben and cleo are not in the file (--skip-unknown leaves such authors out)",) == refused.value.problems
    without = "dan and eve are not in the file, and have no grade to put there"
    assert [without, "ben and cleo are not in the file: left out"] == notes


def test_a_section_called_as_somebodys_number_refuses_nothing():
    data, _ = canvas.fill(CANVAS.encode(), [person("jane", username="jane", section="12")], Wishes())

    assert {("Doe, Jane", 6): "7.5"} == changed(CANVAS, data.decode())


def test_a_name_is_enough_only_where_nothing_says_otherwise():
    namesake = person("jdoe2", "Jane Doe", username="jdoe2")
    known_by_name = person("j", "Jane Doe")

    with pytest.raises(Refused, match="jdoe2 is not in the file"):
        canvas.fill(CANVAS.encode(), [namesake], Wishes())
    data, _ = canvas.fill(CANVAS.encode(), [known_by_name], Wishes())

    assert {("Doe, Jane", 6): "7.5"} == changed(CANVAS, data.decode())


def test_a_number_is_compared_with_numbers_of_its_kind():
    """11 is Canvas' own number of Jane; another university number 11 is not hers."""
    other = row("n", words=(word("n", Kind.LOGIN), word("11", Kind.STUDENT_NUMBER)))

    with pytest.raises(Refused, match="n is not in the file"):
        canvas.fill(CANVAS.encode(), [other], Wishes())


def test_an_accent_may_be_written_in_two_ways():
    text = "Student,ID,SIS Login ID,Section,HW1 (1)\nZoe\u0301,12,zoe\u0301,A,\n"

    data, _ = canvas.fill(text.encode(), [row("zo\u00e9")], Wishes())

    assert text.replace("A,\n", "A,7.5\n").encode() == data


@pytest.mark.parametrize(
    ("text", "value"),
    [("10", "10"), (" 10.0 ", "10.0"), ("2,5", "2.5"), ("1,000.50", "1000.50"), ("1.000,50", "1000.50"), ("1,234,567.0", "1234567.0"),
     ("10.00000", "10.00000"), ("-1", "-1"), ("1,000", None), ("NaN", None), ("sNaN", None), ("Infinity", None), ("1e9", None),
     ("1_0", None), ("\u0661", None), ("", None), ("9" * 99, None)],
)  # fmt: skip
def test_numbers_as_an_lms_writes_them(text, value):
    assert (None if value is None else Decimal(value)) == number(text)


ODD_MAXIMA = {
    "1,000": "'HW1 (4567)': its maximum is '1,000', which is no number of points",
    "NaN": "'HW1 (4567)': its maximum is 'NaN', which is no number of points",
    "-5": "'HW1 (4567)': its maximum is '-5', which is no number of points",
    "0": "hw1 is out of 10 here and out of 0 there, and nothing can be brought to that",
}


@pytest.mark.parametrize("most", ODD_MAXIMA)
def test_nothing_is_brought_to_a_maximum_that_is_none(most):
    """Scaled to 0, everybody would have got a nought."""
    text = CANVAS.replace(",,10,100,", f',,"{most}",100,')
    with pytest.raises(Refused) as refused:
        canvas.fill(text.encode(), [row("jane")], Wishes(scale=True))

    assert (ODD_MAXIMA[most],) == refused.value.problems


def test_a_file_that_breaks_off_in_a_character_is_said():
    with pytest.raises(Refused, match="is no UTF-16-LE, as its first bytes say: truncated data at byte"):
        blackboard.fill(BLACKBOARD.encode("utf-16") + b"x", [row("jane")], Wishes())


def test_two_columns_of_one_identity_are_said():
    with pytest.raises(Refused, match="two columns are called 'Username'"):
        blackboard.fill(BLACKBOARD.replace("Student ID", "Username").encode(), [row("jane")], Wishes())
    with pytest.raises(Refused, match="two columns are called 'Full name'"):
        moodle.fill_worksheet(WORKSHEET.replace("Email address", "Full name").encode(), [row("101")], Wishes())


def test_a_worksheet_without_an_identifier_has_no_folder():
    with pytest.raises(Refused, match="line 2 has no identifier"):
        text = WORKSHEET.replace("Participant 101", " ")
        moodle.feedback(text.encode(), {"jane": {"a": b""}}, [row("jane", words=(word("Jane Doe"),))], Wishes())


def test_a_canvas_grade_that_is_there_already_is_not_rewritten():
    data, _ = canvas.fill(CANVAS.encode(), [row("jane", "3")], Wishes())

    assert CANVAS.encode() == data


def test_decimal_commas_stay():
    text = "Student;ID;SIS Login ID;Section;HW1 (1)\nPoints Possible;;;;10,0\nJane;11;jane;A;2,5\n"

    data, _ = canvas.fill(text.encode(), [row("jane", "3.25")], Wishes())

    assert text.replace("2,5", "3,25").encode() == data


CANVAS_REFUSES = {
    "nobody's": ([row("ben"), row("ben", "3")], {}, ["ben is not in the file (--skip-unknown leaves such authors out)"]),
    "two lines": ([row("x", words=(word("jane"), word("s12")))], {}, ["x could be line 3 and 4"]),
    "two authors": ([row("jane", None), row("s11")], {}, ["line 3 would be of jane and of s11"]),
    "a column for two": ([row("jane"), row("jane", exercise="hw2")], {"columns": {"hw1": "HW1", "hw2": "HW1"}},
                         ["'HW1 (4567)' would be the column of hw1 and of hw2"]),
    "no column": ([row("jane", exercise="hw9")], {}, ["there is no column for hw9 (--column hw9=HEADING names one, --exercise says which are wanted); there are: 'HW1 (4567)', 'Add a lock (89)'"]),
    "read only": ([row("jane")], {"columns": {"hw1": "HW1 Current Score"}},
                  ["there is no column for 'HW1 Current Score'; there are: 'HW1 (4567)', 'Add a lock (89)'"]),
    "another maximum": ([row("jane"), row("zoe")], {"columns": {"hw1": "Add a lock (89)"}},
                        ["hw1 is out of 10 here and out of 100 there (--scale brings it to theirs)"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", CANVAS_REFUSES)
def test_what_canvas_would_refuse_or_add_is_refused(kind):
    rows, wishes, problems = CANVAS_REFUSES[kind]

    with pytest.raises(Refused) as refused:
        canvas.fill(CANVAS.encode(), rows, Wishes(**wishes))

    assert problems == list(refused.value.problems)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "Student,ID,Section,HW1 (1),HW1 (1)\n"])
def test_what_canvas_did_not_export_is_refused(text):
    with pytest.raises(Refused, match=r"no gradebook that Canvas exported|two columns are called"):
        canvas.fill(text.encode(), [row("jane")], Wishes())


def test_read_only_assignments_are_refused():
    text = "Student,ID,Section,HW1 (1)\nPoints Possible,,,(read only)\nJane,11,A,\n"
    with pytest.raises(Refused, match=r"'HW1 \(1\)' is read only"):
        canvas.fill(text.encode(), [row("11")], Wishes())


def test_points_are_scaled_when_that_is_asked_for_and_unknown_authors_left_out():
    wishes = Wishes({"hw1": "Add a lock"}, scale=True, skip_unknown=True)

    data, notes = canvas.fill(CANVAS.encode(), [row("jane"), row("ben")], wishes)

    assert {("Doe, Jane", 7): "75"} == changed(CANVAS, data.decode())
    assert ["ben is not in the file: left out"] == notes


def test_whose_points_by_hand_are_out_of_another_maximum_is_named():
    """The others are out of what the column is."""
    by_hand = replace(row("zoe", "8", most="10", name="Zoé Z."), today=Decimal(100))
    rows = [row("jane", "75", most="100"), by_hand]

    with pytest.raises(Refused) as told:
        canvas.fill(CANVAS.encode(), rows, Wishes({"hw1": "Add a lock"}))
    assert (
        "zoe (Zoé Z.), hw1: what was set by hand is out of 10 here and out of 100 there (--scale brings it to theirs)",
    ) == told.value.problems


def test_a_worksheet_is_filled_by_number_address_or_folder():
    rows = [row("Jane Doe_101_assignsubmission_file"), row("zoe@example.org", "4.5"), row("103", "1", name="Cleo")]

    data, notes = moodle.fill_worksheet(WORKSHEET.encode(), rows, Wishes())

    assert {("Participant 101", 4): "7.5"} == changed(WORKSHEET, data.decode())
    assert data == WORKSHEET.encode().replace(b"Submitted,,10.00,Yes,", b"Submitted,7.5,10.00,Yes,", 1)
    assert ["103 (Cleo): Moodle says that the grade cannot be changed, left as it is"] == notes


def test_headings_of_a_worksheet_may_differ_in_capitals():
    """An earlier Moodle says "Maximum Grade": 7.5 of 10 would have been written as 7.5 of 100."""
    text = WORKSHEET.replace("Maximum grade", "Maximum Grade").replace("Full name", "Full Name").replace("10.00", "100")

    with pytest.raises(Refused, match="hw1 is out of 10 here and out of 100 there"):
        moodle.fill_worksheet(text.encode(), [row("Jane Doe")], Wishes())
    data, _ = moodle.fill_worksheet(text.encode(), [row("Jane Doe")], Wishes(scale=True))

    assert {("Participant 101", 4): "75"} == changed(text, data.decode())


def test_a_worksheet_takes_no_more_than_the_maximum_and_one_exercise():
    with pytest.raises(Refused, match=r"101, hw1: 10.5 is more than 10, the most there"):
        moodle.fill_worksheet(WORKSHEET.encode(), [row("101", "10.5")], Wishes())
    with pytest.raises(Refused, match="a worksheet is of one assignment, not of hw1, hw2"):
        moodle.fill_worksheet(WORKSHEET.encode(), [row("101"), row("101", exercise="hw2")], Wishes())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "Bezeichner,Bewertung\n",
            "there is no column 'Identifier': download the worksheet with Moodle set to English",
        ),
        ("Identifier,Scale,Grade,Last modified (grade)\n", "the assignment is graded with a scale, not with points"),
        (
            "Identifier,Grade,Maximale Bewertung,Last modified (grade)\n",
            "there is no column 'Maximum grade': download the worksheet with Moodle set to English",
        ),
        ("Identifier,Grade,Grade,Maximum grade,Last modified (grade)\n", "two columns are called 'Grade'"),
    ],
)
def test_what_is_no_worksheet_is_said(text, problem):
    with pytest.raises(Refused) as refused:
        moodle.fill_worksheet(text.encode(), [row("101")], Wishes())
    assert (problem,) == refused.value.problems


def test_moodles_gradebook_gets_whole_rows_only():
    rows = [row("jane"), row("jane", "3", exercise="hw2"), row("zoe"), row("zoe", None, exercise="hw2")]

    data, notes = moodle.gradebook(rows, "Username")

    assert [["Username", "hw1", "hw2"], ["jane", "7.5", "3"]] == list(csv.reader(io.StringIO(data.decode())))
    assert ["zoe has not all of the grades: left out"] == notes


def test_an_identifier_that_is_a_formula_is_refused():
    with pytest.raises(Refused, match="could be run as a formula"):
        moodle.gradebook([row('=HYPERLINK("x")')], "Username")


def test_feedback_lies_in_the_folders_that_moodle_named():
    pages = {"101": {"hw1.html": b"<p>1"}, "zoe@example.org": {"hw1.html": b"<p>2"}}

    data, _ = moodle.feedback(WORKSHEET.encode(), pages, [row("101"), row("zoe@example.org")], Wishes())

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert [
            "Jane Doe_101_assignsubmission_file/hw1.html",
            "Zoé Z z_102_assignsubmission_file/hw1.html",
        ] == archive.namelist()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_blackboard_is_filled_in_its_own_encoding(encoding):
    before = BLACKBOARD.encode(encoding)

    data, _ = blackboard.fill(before, [row("jane", "66.5", most="100"), row("12", "5", most="100")], Wishes())

    assert {("Doe", 6): "66.5"} == changed(BLACKBOARD, data.decode(encoding))
    assert before[:2] == data[:2]


def test_a_column_without_its_number_is_none_for_blackboard():
    text = BLACKBOARD.replace(" |547859", "")
    with pytest.raises(Refused, match="there is no column for hw1"):
        blackboard.fill(text.encode(), [row("jane", most="100")], Wishes())
    with pytest.raises(Refused, match="there is no column Username"):
        blackboard.fill(b"a\tb\n", [row("jane")], Wishes())
