"""Predict first, as students meet it: nothing is given away before the due date, and everything is explained after it."""

import json

import pytest

from tests.support.command import grade
from tests.support.courses import ENTRY, SLUG, a_course

SUITE = '''
    from grader.suite import explain, points

    @points(1)
    def test_it_is_answered(submission):
        """There is an answer."""
        assert submission.load().RACE_PRINTS is not None, "not answered yet"

    @points(2, visibility="after_due_date")
    @explain("Both may read 0 before either writes.")
    def test_race(submission):
        """What race.py can print."""
        endings = submission.given("race.py").explore()
        endings.predicted(submission.load().RACE_PRINTS, lambda end: end.numbers[-1])
    '''
RACE = """\
from threading import Thread
value = 0
def increase():
    global value
    value = value + 1
threads = [Thread(target=increase), Thread(target=increase)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(value)
"""
GIVES_AWAY = ("race.py", "What", "Both may read", "end with", "2 / 2", "3 / 3", "1 / 3", "0 / 2", "test_race")
BEFORE, AFTER = "2999-12-31T23:59:00+00:00", "2000-01-01T00:00:00+00:00"


@pytest.fixture
def asked(tmp_path):
    """Judges an answer as a student reads it, with this due date."""

    def judge(answer, due, *form, reader="student"):
        a_course(tmp_path, SUITE, examples="")
        given = tmp_path / "exercises" / SLUG / "given"
        given.mkdir(exist_ok=True)
        (given / "race.py").write_text(RACE)
        with (tmp_path / "exercises" / "course.toml").open("a") as file:
            file.write(f"[due]\n{SLUG} = {due}\n")
        (tmp_path / ENTRY).write_text(f"RACE_PRINTS = {answer}\n")
        done = grade(
            "check", ENTRY, "--exercise", SLUG, "--course", tmp_path, "--as", reader, *form, here=tmp_path
        )  # fmt: skip
        assert "" == done.stderr
        return done.stdout

    return judge


@pytest.mark.parametrize("answer", ["{1, 2}", "{2}", "{1, 2, 3}"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_before_the_due_date_right_and_wrong_look_the_same(asked, answer, form):
    """Whatever was foretold: the page says that it is answered, and that one more check waits."""
    page = asked(answer, BEFORE, *form)

    assert "1 more check is shown after the due date." in page
    assert [] == [words for words in GIVES_AWAY if words in page]


def test_after_the_due_date_what_was_not_foretold_is_shown_step_by_step(asked):
    page = asked("{2}", AFTER)

    assert "It can also end with 1." in page
    assert "Thread-1" in page
    assert "overwrites" in page
    assert "Why: Both may read 0 before either writes." in page
    assert "grade replay" not in page


def test_who_was_right_is_told_why(asked):
    page = asked("{2, 1}", AFTER)

    assert "✓ What race.py can print." in page
    assert "Why: Both may read 0 before either writes." in page


def test_what_a_student_makes_of_the_given_program_changes_nothing(asked, tmp_path):
    """Their copy lies beside their answer; what is explored is the one that was handed out."""
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "race.py").write_text("print(7)\n")
    (report,) = json.loads(asked("{7}", AFTER, "--json", reader="instructor"))["reports"]

    assert ["passed", "failed"] == [check["outcome"] for check in report["checks"]]


def test_the_suites_digest_covers_what_was_given(asked, tmp_path):
    """Another program is another suite: its results are not mixed up with those of this one."""
    first, *_ = json.loads(asked("{1, 2}", AFTER, "--json"))["reports"]
    given = tmp_path / "exercises" / SLUG / "given" / "race.py"
    given.write_text("print(1)\n")
    done = grade("check", ENTRY, "--exercise", SLUG, "--course", tmp_path, "--json", here=tmp_path)
    second, *_ = json.loads(done.stdout)["reports"]

    assert first["suite"]["digest"] != second["suite"]["digest"]
