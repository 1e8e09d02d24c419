"""What there is to export."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from grader.batch.settle import UNDECIDED
from grader.errors import UsageError
from grader.gradebook import deliveries
from grader.gradebook.book import Gradebook
from grader.gradebook.entries import Entry
from grader.gradebook.picture import Override
from grader.intake.identity import ANY, Kind
from grader.intake.roster import Person
from grader.lms.export import taken
from grader.lms.export.taken import take
from tests.support.gradebooks import COURSE, a_delivery, a_result, enrol, hand_in

HEADER = "author,exercise,outcome,points,max_points,late,reason,attempt,submission_digest,graded_at\r\n"


def test_a_gradebook_of_nothing_is_said(tmp_path):
    with Gradebook(tmp_path / "gradebook.sqlite"):
        pass

    with pytest.raises(UsageError, match="holds 0 courses: none"):
        take(tmp_path, ())


def test_a_gradebook_that_lies_elsewhere_is_named(tmp_path):
    """In a server, say; the roster's words come with it."""
    with Gradebook(tmp_path / "elsewhere.sqlite") as book:
        enrol(book, Person("ann", "Ann Lee", "", "", {"username": "al1"}))
        hand_in(book, a_delivery("ann"), a_result())

    (row,) = take(tmp_path, (), gradebook=f"sqlite:///{tmp_path / 'elsewhere.sqlite'}").rows

    assert ("ann", "Ann Lee", True) == (row.author, row.name, "al1" in {one.text for one in row.known_as})


def test_another_course_that_a_server_holds_is_not_taken_for_that_around(tmp_path):
    with Gradebook(tmp_path / "elsewhere.sqlite") as book:
        hand_in(book, a_delivery("ann"), a_result())

    with pytest.raises(UsageError, match=f"holds 1 course: {COURSE}"):
        take(tmp_path, (), gradebook=f"sqlite:///{tmp_path / 'elsewhere.sqlite'}", course="Not judged yet")


def test_of_several_courses_it_is_that_around(tmp_path):
    with Gradebook(tmp_path / "gradebook.sqlite") as book:
        hand_in(book, a_delivery("ann"), a_result())
        with book.writing() as connection:
            deliveries.see(connection, [replace(a_delivery("ben"), course="Another")])

    assert ["ann"] == [row.author for row in take(tmp_path, (), course=COURSE).rows]
    assert [] == take(tmp_path, (), course="Another").rows
    with pytest.raises(UsageError, match="holds 2 courses: Another, Concurrency") as raised:
        take(tmp_path, (), course="a third one")
    assert "Name the folder of one with --course" in raised.value.hint


def test_the_table_is_taken_when_it_is_named(tmp_path):
    with Gradebook(tmp_path / "gradebook.sqlite"):
        pass
    (tmp_path / "grades.csv").write_text(f"{HEADER}ann,a,judged,1,2,0,,1,,t\r\n")

    assert ["ann"] == [row.author for row in take(tmp_path / "grades.csv", ()).rows]
    assert [] == take(tmp_path / "grades.csv", ()).reports()


def test_feedback_is_looked_for_where_the_batch_puts_it(tmp_path):
    (tmp_path / "grades.csv").write_text(f"{HEADER}a/b,x,judged,1,2,0,,1,,t\r\nann,x,judged,1,2,0,,1,,t\r\n")
    folder = tmp_path / "feedback" / "a%2fb"
    folder.mkdir(parents=True)
    (folder / "x.html").write_text("<p>")

    assert {"a/b": {"x.html": b"<p>"}} == take(tmp_path, ()).pages()


def test_a_report_is_withheld_where_the_grade_is(tmp_path):
    with Gradebook(tmp_path / "gradebook.sqlite") as book:
        hand_in(book, a_delivery("ann"), a_result())
        hand_in(book, a_delivery("ben", digest="b" * 64), a_result("k2", submission="b" * 64), reason=UNDECIDED)
        hand_in(book, a_delivery("cy", strange="cy is empty", digest=""), None)

    found = {report.author: (report.outcome, report.points) for report in take(tmp_path, ()).reports()}

    assert {"ann": ("judged", 10.0), "ben": ("withheld", None), "cy": ("withheld", None)} == found


def test_exercises_that_a_gradebook_has_no_grades_of_are_named(tmp_path, monkeypatch):
    with Gradebook(tmp_path / "gradebook.sqlite"):
        pass
    monkeypatch.setattr(Gradebook, "courses", lambda _: ["Threads"])

    with pytest.raises(UsageError, match="there are no grades of add-lock"):
        take(tmp_path, ["add-lock"])


def an_entry(author, **more):
    now = datetime(2030, 1, 1, tzinfo=UTC)
    known = {"points": Decimal(7), "machine_points": Decimal(7), "max_points": Decimal(10), "machine_max_points": Decimal(10), "reason": None, "days_late": 0,
             "taken": Decimal(0), "attempt": 1, "label": "x", "graded_at": now, "result": None, "known": True}  # fmt: skip
    return Entry(course="c", exercise="hw1", author=author, **{**known, **more})


def kinds(entry):
    return {(one.text, one.kinds) for one in taken._row(entry).known_as}


def test_who_pressed_the_button_for_a_team_stands_for_nobody_else():
    """Canvas names one member in the file; all of the team are on the roster."""
    bob = an_entry("bob", name="Bob Lee", known_as={"username": "bob", "section": "11"}, extra={"user": "11"})

    assert {("bob", frozenset({Kind.LOGIN})), ("Bob Lee", frozenset({Kind.NAME}))} == kinds(bob)


def test_without_a_roster_an_author_is_whom_the_platform_named():
    jane = an_entry("doejane_11", extra={"user": "11", "file": "doejane_11_9"}, delivered_as="zoe.py")

    assert {("doejane_11", ANY), ("11", frozenset({Kind.PLATFORM_ID}))} == kinds(jane)


def test_of_what_was_set_by_hand_against_another_maximum_todays_is_known():
    by_hand = an_entry("jane", machine_max_points=Decimal(8))

    assert (None, Decimal(8)) == (taken._row(an_entry("jane")).today, taken._row(by_hand).today)


def test_who_set_a_grade_is_known_and_why():
    def word(reason):
        return Override(points=Decimal(7), reason=reason, by="ben", at=datetime(2030, 1, 1, tzinfo=UTC))

    said = [taken._row(an_entry("jane", override=one)).by_hand for one in (None, word(""), word("shown in the lab"))]

    assert ["", "set by ben", "set by ben: shown in the lab"] == said
