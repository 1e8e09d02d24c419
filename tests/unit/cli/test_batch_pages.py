"""What a batch says while it runs, and in the end."""

import io
import json
import signal
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.batch.settle import NOT_YET
from grader.cli import progress
from grader.cli.batch import _perhaps_anothers, _stopping, _Work
from grader.cli.console import Console
from grader.cli.progress import Progress
from grader.cli.tally import cautions, changes, document, doubts, named, summary
from grader.course import Course, Exercise
from grader.gradebook.deliveries import UNREAD_TIME
from grader.gradebook.words import Overriding, Whose
from grader.intake.roster import Person
from tests.support.gradebooks import COURSE, NOON, a_delivery, a_result, enrol, hand_in
from tests.support.reports import a_check, a_report
from tests.unit.test_schemas import errors

THE_COURSE = Course(Path(), COURSE, {slug: Exercise(slug, slug, Path(), "x.py") for slug in ("fix-typo", "add-lock")})


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    """Time that passes when it is told to."""
    now = [1000.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


FULL, LOST = a_report(a_check()), a_report(a_check(outcome="failed"))
WITHHELD = a_report(a_check(outcome="broken"), outcome="withheld", reason="it broke")


def test_on_a_terminal_one_line_renews_itself(clock):
    err = Terminal()
    with Progress(Console(io.StringIO(), err, {"COLUMNS": "100"})) as told:
        told.begins(4, 1)
        for report in (FULL, LOST, WITHHELD):
            clock[0] += 1
            told.judged(report)

    assert "4 different submissions to judge. 1 is judged already.\n" in err.getvalue()
    assert "3 of 4  1.0/s  1 s left  1 full, 1 lost, 1 withheld" in err.getvalue()
    assert err.getvalue().endswith("\r\x1b[K")


def test_elsewhere_a_line_now_and_then(clock):
    err = io.StringIO()
    with Progress(Console(io.StringIO(), err, {})) as told:
        told.begins(1000, 0)
        for _ in range(30):
            clock[0] += 1
            told.judged(FULL)

    lines = err.getvalue().splitlines()
    assert ["1000 different submissions to judge.", "10 of 1000  1.0/s  16 min left  10 full, 0 lost, 0 withheld"] == (
        lines[:2]
    )
    assert 4 == len(lines)


def test_what_is_judged_once_more_is_said(clock):
    err = io.StringIO()
    Progress(Console(io.StringIO(), err, {})).begins(3, 12, 2)

    assert "3 different submissions to judge, 2 of them once more. 12 are judged already.\n" == err.getvalue()
    err.truncate(err.seek(0))
    Progress(Console(io.StringIO(), err, {})).begins(1, 0, 1)
    assert "1 different submission to judge once more.\n" == err.getvalue()


def test_before_anything_is_done_nothing_is_foretold(clock):
    told = Progress(Console(io.StringIO(), io.StringIO(), {}))
    told.begins(5, 0)

    assert "0 of 5  0.0/s  0 full, 0 lost, 0 withheld" == told.line(0.0)


def a_class(book):
    hand_in(book, a_delivery("ada"), a_result(points=10))
    hand_in(book, a_delivery("ben"), a_result("k2", points=4))
    hand_in(book, a_delivery("cleo"), a_result("k3", points=None, reason="The suite failed in test_x."))
    hand_in(book, a_delivery("zoe.txt", exercise=""), None)
    return book.entries(COURSE)


def test_the_summary_counts_and_names_what_is_withheld(book, snapshot):
    assert snapshot == summary(THE_COURSE, a_class(book), Path("out"), {})


def test_the_summary_calls_people_by_id_and_name_and_counts_who_handed_nothing_in_apart(book):
    a_class(book)
    enrol(book, Person("cleo", "Cleo C."), Person("zoe", "Zoe Z."))
    book.say(Whose(COURSE, "add-lock", "zoe"), Overriding(Decimal(8), "oral", "grace", NOON, seen_points=None))

    page, more = (summary(THE_COURSE, book.entries(COURSE), Path("out"), {"add-lock": n}) for n in (1, 2))

    assert "  cleo (Cleo C.)  add-lock: The suite failed in test_x.\n" in page
    handed_in = "add-lock  3 handed in: 1 with full marks, 1 with points lost, 1 withheld"
    assert f"{handed_in}; 1 handed nothing in, graded by hand\n" in page
    assert f"{handed_in}; 2 handed nothing in, 1 of them graded by hand\n" in more
    assert "handed nothing in" not in summary(
        THE_COURSE, [one for one in book.entries(COURSE) if one.attempt], Path("out"), {}
    )


def test_a_name_ends_no_line(book):
    hand_in(book, a_delivery("a\nb", label="a\nb", strange="a\nb is empty"), None)
    lines = summary(THE_COURSE, book.entries(COURSE), Path("out"), {}).splitlines()

    assert "  a\\nb  add-lock: a\\nb is empty" == lines[1]
    assert "a\\nb" == named(["a\nb"])


def test_who_is_withheld_for_the_same_is_told_once_whatever_their_deliveries_are_called(book):
    for who in ("ada", "ben"):
        hand_in(book, a_delivery(who, label=f"zip_{who}", strange=f"zip_{who} holds only: essay.pdf"), None)
    hand_in(book, a_delivery("cleo", label="zip_cleo", strange="zip_cleo is empty"), None)

    page = summary(THE_COURSE, book.entries(COURSE), Path("out"), {})

    assert "  ada, ben  add-lock: each holds only: essay.pdf\n" in page
    assert "  cleo  add-lock: zip_cleo is empty\n" in page


def test_what_waits_to_be_judged_is_not_called_withheld(book):
    hand_in(book, a_delivery("ada"), a_result(points=10))
    hand_in(book, a_delivery("ben"), a_result("k2"), reason=NOT_YET)
    hand_in(book, a_delivery("cleo"), None)

    page = summary(THE_COURSE, book.entries(COURSE), Path("out"), {})

    assert "3 handed in: 1 with full marks, 0 with points lost, 1 withheld, 1 not judged yet\n" in page


def test_a_conflict_is_told_by_the_batch_that_makes_it(book):
    hand_in(book, a_delivery("ada"), a_result(points=10))
    book.say(Whose(COURSE, "add-lock", "ada"), Overriding(Decimal(8), "", "prof", NOON, seen_points=Decimal(10)))
    assert [] == list(cautions(book.entries(COURSE)))

    hand_in(book, a_delivery("ada"), a_result("k2", points=4))

    assert [
        "CONFLICT: the machine's grade has changed since a person set it: ada add-lock (set to 8 / 10, the machine: 4 / 10). "
        "`grade book show --only conflict` lists them; `grade book override` settles one: set it again, or --withdraw it."
    ] == list(cautions(book.entries(COURSE)))


def test_where_only_the_maximum_has_changed_that_is_said(book):
    """What is withheld before and after has not come to be withheld since."""
    hand_in(book, a_delivery("ada"), a_result(points=None))
    word = Overriding(Decimal("9.5"), "", "prof", NOON, seen_points=None, max_points=Decimal(8))
    book.say(Whose(COURSE, "add-lock", "ada"), word)

    (said,) = cautions(book.entries(COURSE))

    assert "ada add-lock (set to 9.5 / 8, only the machine's maximum has changed, from 8 to 10)." in said


def test_times_that_cannot_be_read_are_told(book):
    for number in range(12):
        hand_in(book, a_delivery(f"s{number:02}", extra={UNREAD_TIME: "yesterday"}), a_result(points=10))

    (said,) = cautions(book.entries(COURSE))

    assert said.startswith(
        "Careful: nobody knows whether these are late, since their time cannot be read: s00 add-lock ('yesterday'), "
    )
    assert said.endswith("s09 add-lock ('yesterday') and 2 more.")


def test_a_reason_is_told_once_for_all_and_of_many_some_are_named(book):
    for number in range(12):
        hand_in(book, a_delivery(f"s{number:02}"), None)

    page = summary(THE_COURSE, book.entries(COURSE), Path("out"), {})

    assert "  s00, s01, s02, s03, s04, s05, s06, s07, s08, s09 and 2 more  add-lock: nothing there\n" in page


def test_of_many_reasons_some_are_told(book):
    for number in range(12):
        hand_in(book, a_delivery(f"s{number:02}", strange=f"reason {number}"), None)

    page = summary(THE_COURSE, book.entries(COURSE), Path("out"), {})

    assert "  s09  add-lock: reason 9\n  and 2 more that are withheld: see out/grades.csv\n" in page


def test_what_an_interrupted_batch_did_not_come_to_is_counted_and_buries_nothing(book):
    for number in range(12):
        hand_in(book, a_delivery(f"s{number:02}"), a_result(), reason=NOT_YET)
    hand_in(book, a_delivery("zoe", strange="zoe is empty", digest=""), None)

    page = summary(THE_COURSE, book.entries(COURSE), Path("out"), {})

    assert "  zoe  add-lock: zoe is empty\n  12 are not judged yet\n" in page
    assert "s00" not in page


def test_the_document_has_every_row(book):
    made = json.loads(document(THE_COURSE, a_class(book), Path("out")))

    assert ("grader.batch/1", COURSE) == (made["schema"], made["course"])
    assert [("zoe.txt", None), ("ada", 10.0), ("ben", 4.0), ("cleo", None)] == [
        (row["author"], row["points"]) for row in made["grades"]
    ]
    assert [] == errors("batch-1", made)
    assert errors("batch-1", made | {"grades": [made["grades"][1] | {"points": None}]})


def test_whoever_stops_it_at_once_is_told_that_nothing_is_lost():
    done, err = SimpleNamespace(stopped=False), io.StringIO()

    def stopped_twice():
        with _stopping(done, Console(io.StringIO(), err, {})):
            signal.raise_signal(signal.SIGINT)
            assert done.stopped
            signal.raise_signal(signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.raises(KeyboardInterrupt):
            stopped_twice()
        assert signal.SIG_DFL is signal.getsignal(signal.SIGINT)  # a third ends it where it stands
    finally:
        signal.signal(signal.SIGINT, before)

    assert (
        "Ctrl-C again ends it at once.\nGive the same command again to go on: what is judged is kept.\n"
        in err.getvalue()
    )


@pytest.mark.parametrize(
    ("reason", "said"),
    [(NOT_YET, "Interrupted. Give the same command again"), (None, "Interrupted, with everything judged.")],
)
def test_a_batch_that_was_stopped_says_how_to_go_on_only_where_something_is_left(book, reason, said):
    hand_in(book, a_delivery("ada"), a_result(points=10), reason=reason)
    err = io.StringIO()
    request = SimpleNamespace(json=False, out=Path("out"))
    made = SimpleNamespace(entries=book.entries(COURSE), failed={}, missing={})
    work = _Work(request, Console(io.StringIO(), err, {}), THE_COURSE, None)

    assert 130 == work._conclude(SimpleNamespace(stopped=True), made, Path("out"))
    assert said in err.getvalue()


def test_a_grade_that_is_another_one_is_told_with_the_reason():
    assert ["Changed: ada add-lock 9 / 10 -> 8 / 10, ben add-lock 7 / 10 -> 8 / 10: judged again."] == list(
        changes({"judged again": ["ada add-lock 9 / 10 -> 8 / 10", "ben add-lock 7 / 10 -> 8 / 10"]})
    )


def test_two_suites_in_one_exercise_and_a_slug_that_is_gone_are_told(book):
    hand_in(book, a_delivery(), a_result())
    hand_in(book, a_delivery("ben", exercise="lock-it"), a_result("k2", exercise="lock-it"))

    suite, slug = doubts(THE_COURSE, book.entries(COURSE), {"add-lock": ["ada"]})

    assert suite.startswith("Careful: an earlier suite of add-lock gave these their grades: ada. ")
    assert slug.startswith("Careful: this gradebook has grades for lock-it, which is no exercise of Concurrency. ")


def test_what_belongs_to_no_exercise_is_no_slug_that_is_gone(book):
    hand_in(book, a_delivery(exercise="", strange="unclear"), None)

    assert [] == list(doubts(THE_COURSE, book.entries(COURSE), {}))


def test_a_delivery_that_is_not_theirs_is_told_with_what_to_do_about_it():
    assert "" == _perhaps_anothers([])
    assert "counts for them no longer: ben (Ben) add-lock. If only teams" in _perhaps_anothers(["ben (Ben) add-lock"])
