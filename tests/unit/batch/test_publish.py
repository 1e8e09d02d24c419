"""The files of the output folder."""

import csv
import errno
import json
import stat
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import pytest

from grader.batch import alike, places, publish, settle
from grader.batch.pages import page_of
from grader.course import Course, Exercise, LatePolicy
from grader.errors import GraderError, UsageError
from grader.gradebook import people, renamed
from grader.gradebook.words import Comment, Extension, Overriding, Whose
from grader.intake.roster import Person, Roster
from grader.report import Visibility
from tests.support.gradebooks import COURSE, DAY, NOON, a_delivery, a_result, enrol, hand_in
from tests.support.outline import outline
from tests.support.reports import a_check, a_lost_update, a_report, at
from tests.support.systems import keeps_modes, needs

LOCK = Exercise("add-lock", "Lock the value", Path(), "add_lock.py")
THE_COURSE = Course(Path(), COURSE, {"add-lock": LOCK}, late=LatePolicy(10))
SOURCE = b"import threading\n" * 20


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    places.open_folder(folder)
    return folder


def publish_all(out, book, *, now=NOON, course=THE_COURSE):
    made = publish.publish(out, course, book, now=now)
    assert {} == made.failed
    return made.written


def a_class(book):
    lost = a_report(a_check(id="one"), a_lost_update(location=at(15)), outcome="judged")
    hand_in(book, a_delivery("ada"), a_result(points=2), report=lost, files={"add_lock.py": SOURCE})
    hand_in(book, a_delivery("ben", strange="ben is empty", digest=""), None)
    hand_in(book, a_delivery("zoe.txt", exercise="", strange="for no exercise", digest="z"), None)


def rows(out):
    with (out / "grades.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_one_row_for_each_author_and_exercise_whatever_became_of_it(out, book):
    a_class(book)
    publish_all(out, book)

    assert list(publish.COLUMNS) == list(rows(out)[0])
    assert [("", "zoe.txt", "withheld", "", "for no exercise"), ("add-lock", "ada", "judged", "2", ""),
            ("add-lock", "ben", "withheld", "", "ben is empty")] == [
        (row["exercise"], row["author"], row["outcome"], row["points"], row["reason"]) for row in rows(out)
    ]  # fmt: skip


def test_a_report_and_two_pages_for_each(out, book):
    a_class(book)

    assert 2 == publish_all(out, book)
    report = json.loads((out / "reports/ada/add-lock.json").read_bytes())
    assert ("ada", 2.0, "judged") == (report["author"], report["points"], report["outcome"])
    for name in ("html", "md"):
        assert "No update is lost" in (out / f"feedback/ada/add-lock.{name}").read_text("utf-8")
        assert "ben is empty" in (out / f"feedback/ben/add-lock.{name}").read_text("utf-8")


def test_a_file_is_told_under_the_name_that_it_came_by_and_its_lines_are_quoted(out, book):
    lost = a_report(a_lost_update(location=at(15)))
    files = {"add_lock.py": SOURCE}
    hand_in(book, a_delivery("rita", delivered_as="rita.py"), a_result(points=2), report=lost, files=files)
    publish_all(out, book)
    page = (out / "feedback/rita/add-lock.html").read_text("utf-8")

    assert "rita.py" == json.loads((out / "reports/rita/add-lock.json").read_bytes())["submission"]["entry"]
    assert len(SOURCE.splitlines()) == page.count("</span> threading</code>")
    assert "add_lock.py" not in page


def test_what_nobody_knows_is_no_number(out, book):
    """Nothing ran, so there was no seed and no processor; of no exercise nobody knows what it is worth."""
    a_class(book)
    publish_all(out, book)
    report = json.loads((out / "reports" / "ben" / "add-lock.json").read_text("utf-8"))

    assert (None, None) == (report["seed"], report["environment"]["cpus"])
    assert ["", "10", "10"] == [row["max_points"] for row in rows(out)]


def test_a_withheld_report_says_why(out, book):
    a_class(book)
    publish_all(out, book)
    report = json.loads((out / "reports/ben/add-lock.json").read_bytes())

    assert ("withheld", None, "ben is empty") == (report["outcome"], report["points"], report["reason"])


@pytest.mark.parametrize(
    ("reason", "read"),
    [
        (settle.UNDECIDED, "held until a person has looked at it"),
        ("several deliveries, and nothing says which is the latest: a, b", "which is the latest: a, b"),
    ],
)
def test_of_what_a_rule_withholds_students_read_what_is_for_them(reason, read, out, book):
    judged = a_report(a_check("CANARY", worth=10.0))
    hand_in(book, a_delivery("ada"), a_result(points=10), report=judged, files={"add_lock.py": SOURCE}, reason=reason)
    publish_all(out, book)
    pages = [(out / f"feedback/ada/add-lock.{name}").read_text("utf-8") for name in ("html", "md")]
    report = json.loads((out / "reports/ada/add-lock.json").read_bytes())

    assert (reason, None, "withheld") == (report["reason"], report["points"], report["outcome"])
    for page in pages:
        assert read in page
        assert "override" not in page


def test_a_page_is_written_again_only_when_something_on_it_changes(out, book):
    a_class(book)
    publish_all(out, book)
    assert 0 == publish_all(out, book, now=NOON + DAY)

    book.say(Whose(COURSE, "add-lock", "ada"), Comment("well done", "grace", NOON))
    assert 1 == publish_all(out, book)
    assert "grace says: well done" in (out / "feedback/ada/add-lock.html").read_text("utf-8")

    (out / "feedback/ada/add-lock.md").unlink()
    assert 1 == publish_all(out, book)


def test_pages_of_a_name_that_was_matched_to_somebody_since_are_gone(out, book):
    """The roster was forgotten once."""
    files = {"add_lock.py": SOURCE}
    hand_in(book, a_delivery("Team red", known=False), a_result(), files=files)
    publish_all(out, book)
    assert (out / "feedback/Team red/add-lock.html").exists()
    other = replace(THE_COURSE, title="Another")
    publish_all(out, book, course=other)
    assert (out / "feedback/Team red/add-lock.html").exists(), "it is another course's"
    publish_all(out, book)

    matched = a_delivery("red1", label="Team red", at=NOON + DAY)
    with book.writing() as connection:
        renamed.follow(connection, COURSE, [matched], Roster([Person("red1", team="Team red")]))
    hand_in(book, matched, a_result(), files=files)
    publish_all(out, book)

    assert ["red1"] == [path.name for path in (out / "feedback").iterdir()]
    assert ["red1"] == [path.name for path in (out / "reports").iterdir()]


@pytest.mark.parametrize("labels", [("Team red", "Team red"), ("red1.py", "red2.py")])
def test_a_team_is_not_alike(labels, out, book):
    """Whether one hands in for all, or each by themselves."""
    with book.writing() as connection:
        people.enrol(connection, COURSE, [Person(name, team="red") for name in ("red1", "red2")])
    for name, label in zip(("red1", "red2"), labels, strict=True):
        hand_in(book, a_delivery(name, label=label), a_result(name), files={"add_lock.py": SOURCE})
    publish_all(out, book)
    assert "the same files" not in (out / "overview.html").read_text("utf-8")

    hand_in(book, a_delivery("ben"), a_result("ben"), files={"add_lock.py": SOURCE})
    publish_all(out, book)
    assert "the same files" in (out / "overview.html").read_text("utf-8")


def test_a_batch_that_was_ended_before_it_noted_its_pages_writes_them_again(out, book):
    a_class(book)
    publish_all(out, book)
    (out / publish.INDEX).write_text('{"half')

    assert 2 == publish_all(out, book)


@pytest.mark.parametrize(("date", "visibility"), [("due", "after_due_date"), ("published", "after_published")])
def test_what_waits_for_a_date_appears_once_it_has_passed(date, visibility, out, book):
    waits = a_report(a_check("CANARY", visibility=Visibility(visibility), worth=10.0))
    hand_in(book, a_delivery("ada"), a_result(points=10), report=waits, files={"add_lock.py": SOURCE})
    course = replace(THE_COURSE, exercises={"add-lock": replace(LOCK, **{date: NOON})})

    publish_all(out, book, now=NOON - DAY, course=course)
    assert "CANARY" not in (out / "feedback/ada/add-lock.html").read_text("utf-8")
    assert 1 == publish_all(out, book, now=NOON, course=course)
    assert "CANARY" in (out / "feedback/ada/add-lock.html").read_text("utf-8")


def test_who_was_given_more_time_waits_as_long_for_it(out, book):
    waits = a_report(a_check("CANARY", visibility=Visibility.AFTER_DUE_DATE, worth=10.0))
    hand_in(book, a_delivery("ada"), a_result(points=10), report=waits, files={"add_lock.py": SOURCE})
    book.say(Whose(COURSE, "", "ada"), Extension(NOON + DAY, "grace", NOON - DAY))
    course = replace(THE_COURSE, exercises={"add-lock": replace(LOCK, due=NOON)})

    publish_all(out, book, now=NOON, course=course)
    assert "CANARY" not in (out / "feedback/ada/add-lock.html").read_text("utf-8")
    publish_all(out, book, now=NOON + DAY, course=course)
    assert "CANARY" in (out / "feedback/ada/add-lock.html").read_text("utf-8")


@pytest.mark.parametrize("due", [NOON + DAY, None])
def test_time_that_was_over_before_an_exercise_is_due_shows_nothing_of_it(due, out, book):
    """What was given for everything is no earlier date of what comes later, and none of what has no date."""
    waits = a_report(a_check("CANARY", visibility=Visibility.AFTER_DUE_DATE, worth=10.0))
    hand_in(book, a_delivery("ada"), a_result(points=10), report=waits, files={"add_lock.py": SOURCE})
    book.say(Whose(COURSE, "", "ada"), Extension(NOON - DAY, "grace", NOON - 2 * DAY))
    course = replace(THE_COURSE, exercises={"add-lock": replace(LOCK, due=due)})

    publish_all(out, book, now=NOON, course=course)

    assert "CANARY" not in (out / "feedback/ada/add-lock.html").read_text("utf-8")


@pytest.mark.parametrize("hidden", [0.0, 6.0])
def test_lateness_is_told_of_the_points_that_are_shown_and_no_others(hidden, out, book):
    """Of all of them it would tell how hidden checks went."""
    checks = a_check(worth=4.0), a_check("Hidden.", worth=6.0, points=hidden, visibility=Visibility.HIDDEN)
    hand_in(
        book,
        a_delivery("ada"),
        a_result(points=4 + int(hidden)),
        report=a_report(*checks),
        files={"add_lock.py": SOURCE},
    )
    entry = replace(book.entries(COURSE)[0], days_late=2, taken=Decimal("0.8"), attempt=3)

    page = page_of(entry, a_report(*checks), THE_COURSE, None, now=NOON).markdown.decode()

    assert page.startswith(
        "# Concurrency\n\n## add-lock: 3.2 of 4 that can be shown now\n\n"
        "4 for the checks, less 0.8 for handing in 2 days late (20 %).\n\n"
        "This is not the whole grade: other checks are not shown.\n\n"
    )
    assert "This is your attempt number 3; only the latest counts." in page


def test_the_headline_is_what_is_left_after_lateness(out, book):
    hand_in(
        book,
        a_delivery("ada"),
        a_result(points=10),
        report=a_report(a_check(worth=10.0)),
        files={"add_lock.py": SOURCE},
    )
    entry = replace(book.entries(COURSE)[0], points=Decimal(9), days_late=1, taken=Decimal(1))

    page = page_of(entry, a_report(a_check(worth=10.0)), THE_COURSE, None, now=NOON).html.decode()

    assert "<title>add-lock: 9 / 10 (Concurrency)</title>" in page
    assert '<span class="unseen">Points: </span>9 / 10</p>' in page
    assert "10 for the checks, less 1 for handing in one day late (10 %)." in page


def test_a_persons_grade_is_said_to_be_one(out, book):
    a_class(book)
    whose = Whose(COURSE, "add-lock", "ben")
    book.say(whose, Overriding(Decimal(8), "shown in the lab", "grace", NOON, seen_points=None))
    publish_all(out, book)

    page = (out / "feedback/ben/add-lock.html").read_text("utf-8")
    assert '<span class="unseen">Points: </span>8 points</p>' in page
    assert "Set by grace: shown in the lab" in page
    assert "ben is empty" in page  # why the machine gave nothing
    assert "ben is empty" == json.loads((out / "reports/ben/add-lock.json").read_text("utf-8"))["reason"]
    assert "8" == next(row["points"] for row in rows(out) if row["author"] == "ben")


def test_the_overview_names_who_is_missing_and_links_to_the_others(out, book):
    a_class(book)
    with book.writing() as connection:
        people.enrol(connection, COURSE, [Person("ada", "Ada <L.>"), Person("cleo", "Cleo")])
    publish_all(out, book)
    page = (out / "overview.html").read_text("utf-8")

    (row,) = [row for row in outline(page).of_class("a") if "Ada" in row.text]
    assert "Ada <L.>" == row.all("bdi")[0].text
    assert "./feedback/ada/add-lock.html" in [link.attributes["href"] for link in row.all("a")]
    assert "Not handed in" in page
    assert "Cleo" in page
    assert "<script" not in page


def test_the_overview_has_what_people_said(out, book):
    a_class(book)
    ada = Whose(COURSE, "add-lock", "ada")
    book.say(ada, Overriding(Decimal(8), "shown in the lab", "grace", NOON, seen_points=None))
    book.say(ada, Comment("well done", "grace", NOON))
    publish_all(out, book)

    said = [one.text for one in outline((out / "overview.html").read_text("utf-8")).all("bdi")]
    assert {"grace set 8 / 10: shown in the lab", "grace says: well done"} <= set(said)


def test_where_all_that_there_is_are_grades_by_hand_nobody_handed_anything_in(out, book):
    with book.writing() as connection:
        people.enrol(connection, COURSE, [Person("ada", "Ada"), Person("zoe", "Zoe")])
    book.say(Whose(COURSE, "add-lock", "zoe"), Overriding(Decimal(8), "oral", "grace", NOON, seen_points=None))

    made = publish.publish(out, THE_COURSE, book, now=NOON)
    counted = outline((out / "overview.html").read_text("utf-8")).of_class("short")[0].text

    assert {"add-lock": 2} == dict(made.missing)
    assert "2 not handed in" in " ".join(counted.split())


def test_nobody_waits_for_who_has_left_unless_they_have_a_grade_by_hand(out, book):
    a_class(book)
    enrol(book, *(Person(name, f"{name} of then") for name in ("ada", "ben", "wim", "xenia", "yves", "zoe")))
    for name in ("yves", "wim"):
        book.say(Whose(COURSE, "add-lock", name), Overriding(Decimal(8), "oral", "grace", NOON, seen_points=None))
    enrol(book, *(Person(name) for name in ("ada", "ben", "wim", "xenia")))

    made = publish.publish(out, THE_COURSE, book, now=NOON)
    page = (out / "overview.html").read_text("utf-8")

    assert {"add-lock": 3} == dict(made.missing), "wim and xenia, who are there, and yves"
    assert "yves of then" in page
    assert "zoe of then" not in page


def test_of_a_person_nothing_stays_whatever_their_folder_was_called(out, book):
    """Somebody of nearly the same name came later, and both were called otherwise from then on."""
    hand_in(book, a_delivery("Ann"), a_result(), files={"add_lock.py": SOURCE})
    publish_all(out, book)
    hand_in(book, a_delivery("ann"), a_result("k2"), files={"add_lock.py": SOURCE})
    publish_all(out, book)
    (mine,) = [path for path in (out / "feedback").iterdir() if path.name.startswith("Ann")]
    (out / "feedback" / "Ann").mkdir()  # as earlier versions left it

    publish.remove(out, book.entries(COURSE), "Ann")

    assert "Ann" != mine.name
    assert [f"ann{mine.name[3:]}"[:4]] == [path.name[:4] for path in (out / "feedback").iterdir()]


def test_a_page_for_students_says_nothing_of_the_seed(out, book):
    report = a_report(a_lost_update(location=at(15)), seed=4711, outcome="judged")
    hand_in(book, a_delivery(), a_result(), report=report, files={"add_lock.py": SOURCE})
    publish_all(out, book)

    pages = [path.read_text("utf-8") for path in (out / "feedback").rglob("*.*")]
    assert 2 == len(pages)
    assert not any("4711" in page for page in pages)


def test_no_author_can_break_out_of_the_folder(out, book):
    hand_in(book, a_delivery("../../evil"), a_result(), files={"add_lock.py": SOURCE})
    publish_all(out, book)

    assert (out / "reports/%2e.%2f..%2fevil/add-lock.json").is_file()
    assert ["feedback", "grades.csv", "overview.html", "reports"] == sorted(
        path.name for path in out.iterdir() if not path.name.startswith(".")
    )


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_judged(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(
        UsageError, match=r"file.out cannot be written: (Not a directory|No such file|File already exists)"
    ) as told:
        places.open_folder(tmp_path / "file" / "out")
    assert "--out" in told.value.hint


def test_a_disk_that_fills_up_loses_no_page_and_says_what_to_do(out, monkeypatch):
    places.put(out / "grades.csv", b"before")

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(GraderError, match=r"grades\.csv cannot be written: No space left on device") as told:
        places.put(out / "grades.csv", b"after")

    assert "No result is lost" in told.value.hint
    assert b"before" == (out / "grades.csv").read_bytes()


def test_of_what_cannot_be_written_nothing_is_left(out, monkeypatch):
    def full(_, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(GraderError):
        places.put(out / "grades.csv", b"after")

    assert [] == list(out.iterdir())


def test_what_was_left_of_a_file_by_whoever_was_killed_is_written_over(out, book):
    hand_in(book, a_delivery("ada"), a_result(), files={"add_lock.py": SOURCE})
    publish_all(out, book)
    files = sorted(out.rglob("*"))
    for path in files:
        if path.is_file() and path.name != places.LOCK:
            path.with_name(f".{path.name}.part").write_bytes(b"half of")
    (out / publish.INDEX).unlink()
    (out / alike.INDEX).unlink()
    publish_all(out, book)

    assert files == sorted(out.rglob("*"))


def test_where_two_publish_the_later_one_tells_all(out, book, monkeypatch):
    """Two batches of one course end at the same moment, and the slower one had looked into the gradebook first."""
    hand_in(book, a_delivery("ada"), a_result(), files={"add_lock.py": SOURCE})
    has_read, go_on, write = Event(), Event(), publish.write_pages

    def slowly(*told, **more):
        has_read.set()
        assert go_on.wait(60)
        return write(*told, **more)

    monkeypatch.setattr(publish, "write_pages", slowly)
    with ThreadPoolExecutor() as others:
        slow = others.submit(publish_all, out, book)
        assert has_read.wait(60)
        monkeypatch.setattr(publish, "write_pages", write)
        hand_in(book, a_delivery("ben"), a_result("k2"), files={"add_lock.py": SOURCE})
        quick = others.submit(publish_all, out, book)
        assert not wait([quick], timeout=1).done
        go_on.set()

        assert (1, 1) == (slow.result(60), quick.result(60))
    assert ["ada", "ben"] == [row["author"] for row in rows(out)]


@needs("fcntl.flock")
@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_disk_that_knows_no_locks_is_written_all_the_same(out, book, monkeypatch, code):
    def none_here(*_):
        raise OSError(code, "none here")

    hand_in(book, a_delivery("ada"), a_result(), files={"add_lock.py": SOURCE})
    monkeypatch.setattr(places.fcntl, "flock", none_here)

    assert 1 == publish_all(out, book)


def test_a_lock_that_cannot_be_had_is_told(out, book):
    (out / places.LOCK).mkdir()

    with pytest.raises(GraderError, match=r"\.publishing\.lock cannot be written: (Is a directory|Permission denied)"):
        publish_all(out, book)


def test_pages_that_cannot_be_removed_are_told(out, book, monkeypatch):
    def kept(*_, **__):
        raise PermissionError(1, "Operation not permitted")

    hand_in(book, a_delivery("ada"), a_result(), files={"add_lock.py": SOURCE})
    publish_all(out, book)
    monkeypatch.setattr(places.shutil, "rmtree", kept)

    with pytest.raises(GraderError, match=r"reports.ada cannot be removed: Operation not permitted"):
        publish.remove(out, book.entries(COURSE), "ada")


def test_names_do_not_become_formulas(out, book):
    hand_in(book, a_delivery('=HYPERLINK("x")'), None)
    publish_all(out, book)

    assert '\'=HYPERLINK("x")' == rows(out)[0]["author"]


@keeps_modes
def test_pages_are_for_their_author_as_files_of_the_user_are(out, book):
    a_class(book)
    publish_all(out, book)

    assert not stat.S_IMODE((out / "feedback/ada/add-lock.html").stat().st_mode) & stat.S_IWOTH


def test_a_page_that_cannot_be_made_costs_itself_alone_and_is_tried_again(out, book, monkeypatch):
    a_class(book)
    made = publish.page_of

    def failing(entry, *words, **more):
        if entry.author == "ben":
            raise ZeroDivisionError
        return made(entry, *words, **more)

    monkeypatch.setattr(publish, "page_of", failing)
    done = publish.publish(out, THE_COURSE, book, now=NOON)
    assert ({"feedback/ben/add-lock.html"}, 1) == (set(done.failed), done.written)
    assert 3 == len(rows(out))

    monkeypatch.setattr(publish, "page_of", made)
    assert 1 == publish_all(out, book)


def test_the_overview_says_its_time_as_the_course_says_its_dates(out, book):
    hand_in(book, a_delivery(), a_result())
    due = (NOON + DAY).astimezone(ZoneInfo("Asia/Tokyo"))
    publish_all(out, book, course=replace(THE_COURSE, exercises={"add-lock": replace(LOCK, due=due)}))

    assert "The class as of 2030-01-10 21:00 JST" in (out / "overview.html").read_text("utf-8")


def test_an_overview_that_cannot_be_made_leaves_everything_else(out, book, monkeypatch):
    a_class(book)
    monkeypatch.setattr(publish.overview, "page", lambda picture: 1 / 0)

    assert ["overview.html"] == list(publish.publish(out, THE_COURSE, book, now=NOON).failed)
    assert 3 == len(rows(out))


def test_near_duplicates_are_named_once_they_are_found_and_not_sought_again(out, book, monkeypatch):
    from tests.unit.batch.test_likeness import ADA, BEN

    texts = {"ada": ADA, "ben": BEN, "cleo": ADA + "# mine\n", "dan": ADA}
    for author, text in texts.items():
        digest = author if author != "dan" else "ada"
        files = {"add_lock.py": text.encode()}
        hand_in(book, a_delivery(author, digest=digest), a_result(f"k-{digest}", submission=digest), files=files)
    publish_all(out, book)
    entries = book.entries(COURSE)

    found = alike.alike(out, THE_COURSE, book, entries)
    assert [("add-lock", ("ada", "cleo"))] == [(one.exercise, one.authors) for one in found]
    monkeypatch.setattr(alike, "likenesses", lambda *_: 1 / 0)
    assert found == alike.alike(out, THE_COURSE, book, entries)


def test_near_duplicates_are_sought_again_where_all_were_given_something_else(out, book, tmp_path):
    from tests.unit.batch.test_likeness import ADA

    for author, text in {"ada": ADA, "cleo": ADA + "# mine\n"}.items():
        files = {"add_lock.py": text.encode()}
        hand_in(book, a_delivery(author, digest=author), a_result(f"k-{author}", submission=author), files=files)
    course, entries = replace(THE_COURSE, exercises={"add-lock": replace(LOCK, folder=tmp_path)}), book.entries(COURSE)

    assert [("ada", "cleo")] == [one.authors for one in alike.alike(out, course, book, entries)]
    (tmp_path / "add_lock.py").write_text(ADA)
    assert [] == alike.alike(out, course, book, entries)
