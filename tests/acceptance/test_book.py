"""`grade book` and `grade rescore`, as instructors use them on what `grade batch` left."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from textwrap import dedent

import pytest

from grader.batch import places
from grader.cli.book import Where, forget
from grader.cli.console import Console
from grader.errors import GraderError
from grader.gradebook.book import Gradebook
from tests.support.classes import on_disk
from tests.support.command import grade
from tests.support.courses import RIGHT, SLUG, a_course

SUITE = '''
    from grader.suite import points

    @points(2)
    def test_one_call_adds_one(submission):
        """One call of increase() adds exactly one."""
        program = submission.load()
        program.increase()
        assert program.database_value == 1

    @points(3)
    def test_a_lock_is_used(submission):
        """It uses a lock."""
        assert submission.source.calls("Lock")
    '''
RIGHT = dedent(RIGHT)
LAZY = "database_value = 0\n\ndef increase():\n    global database_value\n    database_value += 1\n"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course, and a class that was graded on it."""
    root = tmp_path_factory.mktemp("graded")
    a_course(root, SUITE)
    on_disk(root / "exercises" / SLUG / "given", {"counter.py": "print(1)\n"})  # it is a part of what judged them
    course = root / "exercises" / "course.toml"
    course.write_text(
        course.read_text() + 'timezone = "Europe/Berlin"\n[due]\nadd-lock = 2026-11-02T23:59:00\n[late]\nper_day = 10\n'
    )
    late = "hw_dan_attempt_2026-11-04-10-00-00_add_lock.py"
    early = {
        f"hw_{name}_attempt_2026-11-01-10-00-00_add_lock.py": text for name, text in {"ada": RIGHT, "ben": LAZY}.items()
    }
    on_disk(root / "in", {**early, late: RIGHT, "hw_eve_attempt_2026-11-01-10-00-00.txt": "nothing handed in"})
    done = grade("batch", "in", "--exercise", SLUG, "--out", "out", here=root)
    assert 3 == done.returncode, done.stderr
    assert "laid out as blackboard" in done.stderr
    return root


@pytest.fixture
def here(graded, tmp_path):
    """A copy of it all, to be changed."""
    return shutil.copytree(graded, tmp_path / "copy")


def book(here, *words):
    done = grade("book", *words, "--out", "out", here=here)
    assert "Traceback" not in done.stderr
    return done


def points(here, out="out"):
    with (here / out / "grades.csv").open(newline="") as file:
        return {row["author"]: row["points"] for row in csv.DictReader(file)}


def test_what_was_graded(here):
    assert {"ada": "5", "ben": "2", "dan": "4", "eve": ""} == points(here)
    shown = book(here, "show").stdout
    assert "dan     add-lock  4 / 5     2 d" in shown
    assert ["eve"] == [
        row["author"] for row in json.loads(book(here, "show", "--only", "withheld", "--json").stdout)["entries"]
    ]


def test_nobody_of_that_name_is_told_with_whom_may_be_meant(here):
    done = book(here, "show", "Ada")

    assert (2, "") == (done.returncode, done.stdout)
    assert "there is no author 'Ada' in this gradebook" in done.stderr
    assert "Did you mean ada?" in done.stderr


def test_a_grade_set_by_hand_survives_a_regrade_and_shows_on_the_page(here):
    done = book(here, "override", "ben", SLUG, "4.5", "--reason", "shown in the lab", "--by", "grace")
    assert 0 == done.returncode, done.stderr
    assert "no reason was given" not in done.stderr
    assert "4.5" == points(here)["ben"]
    page = (here / "out" / "feedback" / "ben" / "add-lock.html").read_text()
    assert "Set by grace: shown in the lab" in page

    (here / "in" / "hw_ben_attempt_2026-11-02-10-00-00_add_lock.py").write_text(RIGHT)
    done = grade("batch", "in", "--exercise", SLUG, "--out", "out", "--regrade", here=here)
    assert "4.5" == points(here)["ben"]
    assert "CONFLICT: the machine's grade has changed since, to 5" in book(here, "show", "ben").stdout

    book(here, "override", "ben", SLUG, "--withdraw", "--by", "grace")
    assert "5" == points(here)["ben"]
    told = book(here, "history", "ben", SLUG).stdout
    assert ["2 / 5", "set the grade to 4.5", " 5 / 5", "took back"] == [
        words
        for line in told.splitlines()
        for words in ("2 / 5", "set the grade to 4.5", " 5 / 5", "took back")
        if words in line
    ]


def test_a_word_needs_no_course(here, tmp_path):
    """The gradebook has it at once; tables and pages are made with the course's rules, and wait for them."""
    away = tmp_path / "away"
    away.mkdir()
    shutil.copytree(here / "out", away / "out")

    done = book(away, "override", "ben", SLUG, "4.5", "--by", "grace")
    assert 0 == done.returncode, done.stderr
    assert "Careful: no reason was given. Say it again with --reason TEXT" in done.stderr
    assert "Careful: there is no course around here" in done.stderr
    assert "2" == points(away)["ben"]
    assert "4.5 / 5" in book(away, "show", "ben").stdout

    done = book(away, "comment", "ben", SLUG, "Well done.", "--course", str(here))
    assert "Careful" not in done.stderr
    assert "4.5" == points(away)["ben"]


def test_the_course_may_lie_around_the_output_folder(here, tmp_path):
    done = grade("book", "override", "ben", SLUG, "4.5", "--out", str(here / "out"), here=tmp_path)

    assert "there is no course" not in done.stderr
    assert "4.5" == points(here)["ben"]


def test_a_course_that_was_named_must_be_there(here):
    done = book(here, "override", "ben", SLUG, "4.5", "--course", "nowhere")

    assert (2, "2") == (done.returncode, points(here)["ben"])


def test_more_time_takes_lateness_back(here):
    done = book(here, "extend", "dan", "2026-11-05", "--by", "grace")

    assert "For dan, everything is due at 2026-11-05 23:59 CET." in done.stderr
    assert "5" == points(here)["dan"]
    book(here, "extend", "dan", "--withdraw", "--by", "grace")
    assert "4" == points(here)["dan"]

    course = here / "exercises" / "course.toml"
    course.write_text(course.read_text().replace("per_day = 10", "per_day = 20"))
    done = book(here, "extend", "ada", "2026-11-05")
    assert "Changed: dan add-lock 4 / 5 -> 3 / 5: the due dates, extensions or [late] say otherwise now." in done.stderr

    course.write_text(course.read_text().replace("per_day = 20", "per_day = 30"))
    done = book(here, "override", "dan", SLUG, "4.5")
    assert "Changed: dan add-lock 3 / 5 -> 2 / 5" in done.stderr
    assert "CONFLICT" not in book(here, "show", "dan").stdout, "it was set against the grade of now"


def test_late_by_nobody_knows_how_much_is_decided_as_the_advice_says(here):
    """Canvas says LATE, and no more."""
    course = here / "exercises" / "course.toml"
    course.write_text(course.read_text().replace("2026-11-02", "2020-11-02"))
    on_disk(here / "canvas", {"dandoe_LATE_7_70_add_lock.py": RIGHT, "evedoe_8_80_add_lock.py": RIGHT})
    (here / "roster.csv").write_text("author,name,id\ndan7,Dan Doe,7\neve8,Eve Doe,8\nold9,Dan Doe,9\n")
    done = grade(
        "batch",
        "canvas",
        "--exercise",
        SLUG,
        "--out",
        "late",
        "--roster",
        "roster.csv",
        "--layout",
        "canvas",
        here=here,
    )
    (day,) = re.findall(r"it lay here on ([0-9-]+): `grade book extend` it until then", done.stdout)

    def extended(whom):
        return grade("book", "extend", whom, day, "--exercise", SLUG, "--out", "late", here=here)

    assert "Did you mean Eve Doe?" in grade("book", "show", "Eve", "--out", "late", here=here).stderr
    shown = grade("book", "show", "Dan Doe", "--out", "late", here=here)
    assert (0, 1) == (shown.returncode, shown.stdout.count("dan7 (Dan Doe)"))
    assert 3 == done.returncode
    assert "Dan Doe could be dan7 or old9" in extended("Dan Doe").stderr
    assert "For dan7 (Dan Doe), add-lock is due at" in extended("dan7").stderr
    assert "For eve8 (Eve Doe), add-lock is due at" in extended("Doe, Eve").stderr
    assert {"dan7": "5", "eve8": "5"} == points(here, "late")

    oral = grade("book", "override", "old9", SLUG, "4", "--reason", "oral", "--by", "grace", "--out", "late", here=here)
    assert "The grade of old9 (Dan Doe) in add-lock is 4 / 5 now, although nothing was handed in." in oral.stderr
    assert {"dan7": "5", "eve8": "5", "old9": "4"} == points(here, "late")
    assert "Set by grace: oral" in (here / "late/feedback/old9/add-lock.html").read_text()
    again = grade("book", "override", "old9", SLUG, "--withdraw", "--out", "late", here=here)
    assert "The grade of old9 (Dan Doe) in add-lock is none again, since nothing was handed in." in again.stderr
    assert {"dan7": "5", "eve8": "5"} == points(here, "late")
    gone = grade("book", "forget", "old9", "--yes", "--out", "late", here=here)
    assert "0 deliveries of old9 (Dan Doe) deleted, with everything made of them and the roster's entry." in gone.stderr
    assert "nothing is kept of old9" in grade("book", "forget", "old9", "--out", "late", here=here).stderr

    assert 0 == grade("book", "forget", "Eve Doe", "--yes", "--out", "late", here=here).returncode
    assert {"dan7": "5"} == points(here, "late")


def test_a_comment_is_read_on_the_page(here):
    book(here, "comment", "ada", SLUG, "well done <b>", "--by", "grace")

    assert "grace says: well done &lt;b&gt;" in (here / "out/feedback/ada/add-lock.html").read_text()

    course = here / "exercises" / "course.toml"
    course.write_text(course.read_text().replace("per_day = 10", "per_day = 20"))
    done = book(here, "comment", "dan", SLUG, "a day late")
    assert "Changed: dan add-lock 4 / 5 -> 3 / 5: the due dates" in done.stderr
    assert "3 / 5" in (here / "out/feedback/dan/add-lock.md").read_text()
    assert "3" == points(here)["dan"], "the page and the table are made by the same rules"


def test_a_grade_is_made_again_from_what_is_stored_alone(here):
    shutil.rmtree(here / "tests")
    shutil.rmtree(here / "exercises")
    shutil.rmtree(here / "in")
    done = book(here, "regrade", "ben", SLUG)

    assert (0, "The same again: 2 / 5.\n") == (done.returncode, done.stdout), done.stderr


def test_a_person_is_forgotten(here):
    done = book(here, "forget", "ben")
    assert 2 == done.returncode
    assert "Say it again with --yes." in done.stderr

    done = book(here, "forget", "ben", "--yes")
    assert 0 == done.returncode
    assert "Take them out of the roster's file and of the deliveries, too" in done.stderr
    assert {"ada", "dan", "eve"} == set(points(here))
    assert not (here / "out" / "feedback" / "ben").exists()
    assert "ben" not in (here / "out" / "overview.html").read_text()
    left = b"".join(path.read_bytes() for path in (here / "out").rglob("*") if path.is_file())
    assert b"hw_ben" not in left


def test_who_is_forgotten_while_somebody_reads_is_told_what_that_leaves(here, monkeypatch):
    monkeypatch.setattr(Gradebook, "tidy", lambda _: False)  # as after half a minute with another reader
    said = io.StringIO()

    assert 0 == forget(Where(here, out=Path("out")), "ben", Console(io.StringIO(), said, {}), sure=True)
    assert "Somebody else is reading the gradebook: what was deleted is gone from the log" in " ".join(
        said.getvalue().split()
    )


def test_what_of_a_person_cannot_be_removed_is_told_and_they_are_forgotten_by_the_same_command(here, monkeypatch):
    def kept(*_, **__):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(places.shutil, "rmtree", kept)
    with pytest.raises(GraderError, match="reports/ben cannot be removed: Operation not permitted"):
        forget(Where(here, out=Path("out")), "ben", Console(io.StringIO(), io.StringIO(), {}), sure=True)

    assert 0 == book(here, "forget", "ben", "--yes").returncode
    assert not (here / "out" / "feedback" / "ben").exists()


def test_who_was_forgotten_in_the_gradebook_alone_is_gone_by_the_same_command(here):
    """As it is when the command is killed in the middle."""
    with Gradebook(here / "out" / "gradebook.sqlite") as kept:
        (course,) = kept.courses()
        kept.forget(course, "ben")
    done = book(here, "forget", "ben", "--yes")

    assert 2 == done.returncode
    assert "nothing is kept of ben" in done.stderr
    assert {"ada", "dan", "eve"} == set(points(here))
    assert not (here / "out" / "feedback" / "ben").exists()


def test_a_page_that_cannot_be_made_is_told_by_whatever_should_have_made_it(here):
    page = here / "out" / "overview.html"
    page.unlink()
    page.mkdir()
    suite = here / "tests" / "suites" / SLUG / "test_add_lock.py"
    suite.write_text(suite.read_text().replace("@points(3)", "@points(1)"))
    for words in (["book", "override", "ada", SLUG, "4"], ["rescore", "--yes"]):
        done = grade(*words, "--out", "out", here=here)

        assert 3 == done.returncode
        assert "overview.html cannot be written: Is a directory" in done.stderr


def test_new_points_are_shown_before_they_are_written(here):
    suite = here / "tests" / "suites" / SLUG / "test_add_lock.py"
    suite.write_text(suite.read_text().replace("@points(3)", "@points(1)"))
    done = grade("rescore", "--out", "out", here=here)

    assert 0 == done.returncode, done.stderr
    assert "3 would be rescored: 0 down, 1 up, 2 with the same part of another maximum." in done.stdout
    assert "  up  ben  add-lock  2 / 5 -> 2 / 3  40 % -> 66.67 %\n" in done.stdout
    assert "  same  add-lock  4 / 5 -> 2.4 / 3  80 % as before: dan\n" in done.stdout
    assert "Nothing is written yet." in done.stderr
    assert {"ada": "5", "ben": "2", "dan": "4", "eve": ""} == points(here)

    done = grade("rescore", "--out", "out", "--yes", here=here)
    assert "3 rescored: 0 down, 1 up, 2 with the same part of another maximum." in done.stdout
    assert "Written: the gradebook, grades.csv and the pages say so now." in done.stderr
    assert {"ada": "3", "ben": "2", "dan": "2.4", "eve": ""} == points(here)
    with (here / "out" / "grades.csv").open(newline="") as file:
        assert {"3"} == {row["max_points"] for row in csv.DictReader(file)}, "also of what was never judged"
    again = grade("batch", "in", "--exercise", SLUG, "--out", "out", here=here)
    assert "0 different submissions to judge." in again.stderr, "what was rescored need not be judged"

    suite.write_text(suite.read_text().replace("@points(1)", "@points(3)"))
    course = here / "exercises" / "course.toml"
    course.write_text(course.read_text().replace("2026-11-02", "2026-11-05"))
    done = grade("rescore", "--out", "out", "--yes", here=here)
    assert "  up    dan  add-lock  2.4 / 3 -> 5 / 5  80 % -> 100 %\n" in done.stdout, (
        "as it is written: by the dates of now"
    )
    assert "5" == points(here)["dan"]


def test_what_a_person_set_stays_as_it_was_said_whatever_there_is_to_earn_since(here):
    """3 of 5 are not full marks where there are 3 since."""
    book(here, "override", "ada", SLUG, "3", "--by", "grace")
    suite = here / "tests" / "suites" / SLUG / "test_add_lock.py"
    suite.write_text(suite.read_text().replace("@points(3)", "@points(1)"))
    done = grade("rescore", "--out", "out", "--yes", here=here)

    assert "a person's grade stays: 3 / 5" in done.stdout
    with (here / "out" / "grades.csv").open(newline="") as file:
        (ada,) = [row for row in csv.DictReader(file) if row["author"] == "ada"]
    assert ("3", "5") == (ada["points"], ada["max_points"])
    assert "3 / 5" in (here / "out" / "feedback" / "ada" / "add-lock.html").read_text()
    shown = book(here, "show", "--only", "conflict").stdout
    assert (
        "ada     add-lock  3 / 5         1        set by grace; CONFLICT: the machine's grade has changed since, to 3 / 3"
        in shown
    )

    book(here, "override", "ada", SLUG, "3", "--by", "grace")
    assert "3 / 3" in book(here, "show", "ada").stdout
    assert "There is nothing of that kind.\n" == book(here, "show", "--only", "conflict").stdout


def test_where_a_batch_was_stopped_before_any_grade_was_made_that_is_said(tmp_path):
    Gradebook(tmp_path / "gradebook.sqlite").close()

    assert "There are no grades yet." in grade("book", "show", here=tmp_path).stdout


def test_a_check_that_changed_cannot_be_rescored(here):
    suite = here / "tests" / "suites" / SLUG / "test_add_lock.py"
    suite.write_text(suite.read_text().replace('calls("Lock")', 'calls("RLock")'))
    done = grade("rescore", "--out", "out", here=here)

    assert (2, "") == (done.returncode, done.stdout)
    assert "add-lock cannot be rescored: test_a_lock_is_used: changed in more than points" in done.stderr


def test_a_suite_without_any_check_takes_no_grade_away(here):
    """Whoever has moved the file away for a moment has every grade still."""
    (here / "tests" / "suites" / SLUG / "test_add_lock.py").unlink()
    done = grade("rescore", "--out", "out", "--yes", here=here)

    assert (2, "") == (done.returncode, done.stdout)
    assert "add-lock has no check any more, so there are no points to rescore with" in done.stderr
    assert "5" == points(here)["ada"]


def test_an_extension_for_nobody_names_who_may_be_meant(here):
    """Somebody may hand in for the first time; or have been misspelt."""
    assert "is called adda yet. Did you mean ada?" in book(here, "extend", "adda", "2026-11-05").stderr
    said = book(here, "extend", "zacharias", "2026-11-01").stderr
    assert "is called zacharias yet.\n" in said
    assert f"What is due later for everybody stays so: {SLUG}.\n" in said


def test_an_extension_that_was_never_given_is_not_taken_back(here):
    """What is in force for one exercise is not taken back by word of all."""
    book(here, "extend", "dan", "2026-11-05", "--exercise", SLUG, "--by", "grace")
    done = book(here, "extend", "dan", "--withdraw")

    assert 2 == done.returncode
    assert "dan has no extension for everything\n  There is one for add-lock." in done.stderr
    assert 0 == book(here, "extend", "dan", "--withdraw", "--exercise", SLUG).returncode
    assert "4" == points(here)["dan"]
    assert "So there is none to take back." in book(here, "extend", "dan", "--withdraw", "--exercise", SLUG).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["override", "adda", SLUG, "3"], "there is no author 'adda' in this gradebook\n  Did you mean ada?"),
        (
            ["override", "ada", "add-lok", "3"],
            "ada has nothing in 'add-lok'\n  There is: add-lock. Nobody has handed anything in for 'add-lok'",
        ),
        (["show", "--exercise", "add-lok"], "nobody has handed anything in for 'add-lok'\n  There is: add-lock."),
        (["override", "ada", SLUG, "a lot"], "'a lot' is no number of points"),
        (["override", "ada", SLUG, "1.234"], "'1.234' is no number of points"),
        (["override", "ada", SLUG, "1e30"], "'1e30' is no number of points"),
        (["override", "ada", SLUG, "21474836.48"], "'21474836.48' is no number of points"),
        (["override", "ada", SLUG, "--withdraw"], "the grade of ada in add-lock was not set by hand"),
        (["extend", "ada", "soon"], "'soon' is no date"),
        (["regrade", "eve", SLUG], "eve has nothing in add-lock that was judged: there is no file in this attempt"),
        (["forget", "nobody", "--yes"], "nothing is kept of nobody"),
    ],
)
def test_what_cannot_be_meant_is_told(graded, words, said):
    done = book(graded, *words)

    assert 2 == done.returncode
    assert said in done.stderr


def test_where_there_is_no_gradebook(tmp_path):
    done = grade("book", "show", "--out", "nowhere", here=tmp_path)

    assert 2 == done.returncode
    assert "there is no gradebook in" in done.stderr
    assert [] == list(tmp_path.iterdir())
