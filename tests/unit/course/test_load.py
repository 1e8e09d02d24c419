"""A course from its files, or all their mistakes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.course import LatePolicy, Limits, Row, load
from grader.course.model import AttemptPolicy
from grader.errors import CourseError, UsageError


class Builder:
    """Writes a course to disk."""

    def __init__(self, root: Path, home: str = "exercises") -> None:
        self.root = root
        self.home = root / home
        self.home.mkdir(parents=True)

    def course(self, text: str = 'title = "Threads"\n') -> "Builder":
        (self.home / "course.toml").write_text(text)
        return self

    def exercise(
        self, slug: str, text: str = 'title = "T"\nentry = "a.py"\n', *, files=("a.py", "README.md")
    ) -> "Builder":
        (self.home / slug).mkdir()
        (self.home / slug / "exercise.toml").write_text(text)
        for name in files:
            (self.home / slug / name).write_text("")
        return self

    def mistakes(self) -> list[str]:
        """Load, and tell the mistakes with paths relative to the root, written as on POSIX."""
        with pytest.raises(CourseError) as refused:
            load(self.home)
        return [
            str(mistake).replace(str(mistake.path), mistake.path.relative_to(self.root).as_posix())
            for mistake in refused.value.mistakes
        ]


@pytest.fixture
def build(tmp_path):
    """A builder of a course with a suite."""
    return Builder(tmp_path)


def test_a_course_is_its_exercises_in_order(build):
    build.course('title = "Threads"\nexercises = ["b", "a"]\n').exercise("a").exercise("b")

    course = load(build.home)

    assert "Threads" == course.title
    assert build.root == course.root
    assert ["b", "a"] == list(course.exercises)


def test_an_exercise_has_the_defaults_of_limits(build):
    exercise = load(build.course().exercise("a").home).exercise("a")

    assert Limits() == exercise.limits
    assert () == exercise.tags
    assert None is exercise.due
    assert build.home / "a" / "a.py" == exercise.skeleton
    assert build.home / "a" / "README.md" == exercise.statement
    assert build.home / "a" / "examples" == exercise.examples


def test_an_exercise_says_what_it_allows(build):
    text = 'title = "T"\nentry = "a.py"\ntags = ["x", "y"]\nrequires = ["numpy", "a.b[c]>=1,<2.*"]\n[limits]\n'
    build.course().exercise("a", text + "time_s = 2.5\nmemory_mb = 256\nactors = 8\noutput_kb = 64\ncpus = 2\n")

    exercise = load(build.home).exercise("a")

    assert Limits(time_s=2.5, memory_mb=256, actors=8, output_kb=64, cpus=2) == exercise.limits
    assert ("x", "y") == exercise.tags
    assert ("numpy", "a.b[c]>=1,<2.*") == exercise.requires


@pytest.mark.parametrize("odd", ["num py", "-r x", "numpy; x", "numpy >= 1", "https://x", "", "numpy\\nName: x"])
def test_what_pip_would_take_for_something_else_is_required_by_nobody(build, odd):
    build.course().exercise("a", f'title = "T"\nentry = "a.py"\nrequires = ["{odd}"]\n')
    with pytest.raises(CourseError, match=r"is not known here \(write what pip is told"):
        load(build.home)


def test_suites_and_solutions_are_found_where_they_lie(build):
    (build.root / "tests" / "suites" / "a").mkdir(parents=True)
    (build.root / "solutions" / "a").mkdir(parents=True)

    course = load(build.course().exercise("a").exercise("b").home)

    assert build.root / "tests" / "suites" / "a" == course.exercise("a").suite
    assert build.root / "solutions" / "a" == course.exercise("a").solutions
    assert None is course.exercise("b").suite
    assert None is course.exercise("b").solutions


def test_a_kit_has_no_suites_whatever_lies_beside_it(tmp_path):
    (tmp_path / "tests" / "suites" / "a").mkdir(parents=True)
    kit = Builder(tmp_path, "kit").course().exercise("a")

    course = load(kit.home)

    assert kit.home == course.root
    assert None is course.exercise("a").suite


def test_exercises_that_are_not_listed_come_after_the_others(build):
    build.course('title = "T"\nexercises = ["c"]\n').exercise("c").exercise("b").exercise("a").exercise("_draft")

    course = load(build.home)

    assert ["c", "a", "b"] == list(course.exercises)


def test_a_course_that_lists_nothing_has_them_all_by_name(build):
    course = load(build.course().exercise("b").exercise("a").home)

    assert ["a", "b"] == list(course.exercises)


def test_folders_without_an_exercise_file_are_none(build):
    (build.home / "pictures").mkdir(parents=True)

    assert {} == load(build.course().home).exercises


def test_lateness_costs_what_the_course_says(build):
    assert LatePolicy(10, 50) == load(build.course('title = "T"\n[late]\nper_day = 10\ncap = 50\n').home).late


def test_lateness_costs_nothing_where_the_course_says_nothing(build):
    assert None is load(build.course().home).late


def test_due_dates_have_a_zone(build):
    text = (
        'title = "T"\ntimezone = "Europe/Berlin"\n[due]\na = 2026-07-01T12:00:00\nb = 2026-07-01T12:00:00+09:00\n'
        "[published]\na = 2026-07-02T12:00:00\n"
    )
    course = load(build.course(text).exercise("a").exercise("b").exercise("c").home)

    assert "Europe/Berlin" == str(course.zone)
    assert datetime(2026, 7, 1, 10, tzinfo=UTC) == course.exercise("a").due
    assert timedelta(hours=9) == course.exercise("b").due.utcoffset()
    assert None is course.exercise("c").due
    assert (datetime(2026, 7, 2, 10, tzinfo=UTC), None) == tuple(course.exercise(slug).published for slug in "ab")


def test_every_mistake_of_every_file_is_told_at_once(build):
    build.course(
        'tilte = "T"\nexercises = ["a", "lock",\n  "a",\n  "missing-one", 7]\ntimezone = "Mars/Olympus"\n'
        "[due]\na = 2026-01-01\nlock = 2026-01-01T10:00:00\nlok = 2026-01-01T10:00:00Z\n[late]\ncap = 500\nperday = 3\n"
    )
    build.exercise("a", 'title = 3\nentyr = "a.py"\n[limits]\ntime_s = 0\nmemory = 5\ncpus = 2.5\n', files=())
    build.exercise("lock", 'title = "T"\nentry = "b.py"\n\nx = = 1\n', files=["README.md"])
    build.exercise("Bad_Name", 'title = ""\nentry = "skelton.py"\n', files=["skeleton.py", "README.md"])
    build.exercise("c", 'title = "T"\nentry = "../a.py"\n')

    told = build.mistakes()

    assert [
        "exercises/course.toml:1: `tilte` is not known here (did you mean `title`?)",
        "exercises/course.toml:3: `a` is listed twice",
        "exercises/course.toml:4: `exercises` must hold texts, not a number",
        "exercises/course.toml:4: `missing-one` is listed, but there is no missing-one/exercise.toml",
        "exercises/course.toml:5: `Mars/Olympus` is not a known time zone (write one like Europe/Berlin, or UTC)",
        "exercises/course.toml:7: `a` must be a date with a time, not a date alone (write one like 2026-11-05T18:00:00, without quotes)",
        "exercises/course.toml:9: there is no exercise `lok` (did you mean `lock`?)",
        "exercises/course.toml:11: `cap` must lie between 0 and 100, not be 500",
        "exercises/course.toml:12: `perday` is not known here (did you mean `per_day`?)",
        "exercises/a/README.md: the statement is missing",
        "exercises/a/exercise.toml:1: `title` must be text, not a number",
        "exercises/a/exercise.toml:2: `entyr` is not known here (did you mean `entry`?)",
        "exercises/a/exercise.toml:4: `time_s` must lie between 0.1 and 3600, not be 0",
        "exercises/a/exercise.toml:5: `memory` is not known here (did you mean `memory_mb`?)",
        "exercises/a/exercise.toml:6: `cpus` must be a whole number, not 2.5",
        "exercises/lock/exercise.toml:4: is not TOML: Invalid value",
        "exercises/Bad_Name: `Bad_Name` cannot be an exercise's name (use small letters, digits and single hyphens)",
        "exercises/Bad_Name/exercise.toml:1: `title` is empty",
        "exercises/Bad_Name/exercise.toml:2: the entry file `skelton.py` is missing (did you mean `skeleton.py`?)",
        "exercises/c/exercise.toml:2: `../a.py` cannot be an entry (name a .py or .ipynb file of this folder)",
    ] == told


def test_a_due_date_without_a_zone_is_a_mistake(build):
    told = build.course('title = "T"\n[due]\na = 2026-01-01T10:00:00\n').exercise("a").mistakes()

    assert [
        "exercises/course.toml:3: `a` is due at a time without a time zone "
        '(add an offset (+01:00), or timezone = "Europe/Berlin" for the whole course)'
    ] == told


def test_what_stands_in_the_file_of_the_course_is_told(build):
    text = 'title = "T"\nentry = "a.py"\ndue = 2026-01-01T10:00:00Z\nlate = 3\n'

    assert [
        "exercises/a/exercise.toml:3: `due` is not known here (write `a = …` below [due] of course.toml)",
        "exercises/a/exercise.toml:4: `late` is not known here (it stands in course.toml, for the whole course)",
    ] == build.course('title = "T"\n').exercise("a", text).mistakes()


def test_so_is_the_publishing_of_grades(build):
    told = build.course('title = "T"\n[published]\na = 2026-01-01T10:00:00\nb = 3\n').exercise("a").mistakes()

    assert "exercises/course.toml:3: `a` is published at a time without a time zone" in told[0]
    assert 2 == len(told)


def test_a_course_file_that_is_not_toml_is_one_mistake_beside_those_of_the_exercises(build):
    told = build.course("title = Threads\n").exercise("a", "", files=["README.md"]).mistakes()

    assert "exercises/course.toml:1: is not TOML: Invalid value (a text stands in quotes)" == told[0]
    assert 3 == len(told)


def test_a_listed_exercise_with_a_slip_is_offered_the_folder(build):
    told = build.course('title = "T"\nexercises = ["add-lok"]\n').exercise("add-lock").mistakes()

    assert [
        "exercises/course.toml:2: `add-lok` is listed, but there is no add-lok/exercise.toml (did you mean `add-lock`?)"
    ] == told


def test_an_unknown_exercise_is_answered_with_those_there_are(build):
    course = load(build.course().exercise("add-lock").exercise("b").home)

    with pytest.raises(UsageError, match="there is no exercise 'add-lok' in ") as refused:
        course.exercise("add-lok")
    assert "Did you mean add-lock? Exercises: add-lock, b." == refused.value.hint
    with pytest.raises(UsageError) as refused:
        course.exercise("zzz")
    assert "Exercises: add-lock, b." == refused.value.hint


def test_attempts_are_the_courses_unless_the_exercise_says_more(build):
    build.course('title = "T"\n[attempts]\nlimit = 10\ncooling_off_min = 5\n')
    build.exercise("a").exercise(
        "b", 'title = "T"\nentry = "a.py"\nhidden_checks = "when_due"\n[attempts]\ntokens = 3\n'
    )

    a, b = load(build.home).exercises.values()

    assert (AttemptPolicy(limit=10, cooling_off_min=5), False) == (a.attempts, a.hidden_wait)
    assert (AttemptPolicy(limit=10, cooling_off_min=5, tokens=3), True) == (b.attempts, b.hidden_wait)


def test_odd_attempts_are_mistakes(build):
    build.course('title = "T"\n[attempts]\nlimit = 0\ntoken = 3\n')
    build.exercise("a", 'title = "T"\nentry = "a.py"\nhidden_checks = "never"\n')

    assert [
        "exercises/course.toml:3: `limit` must lie between 1 and 10000, not be 0",
        "exercises/course.toml:4: `token` is not known here (did you mean `tokens`?)",
        'exercises/a/exercise.toml:3: `hidden_checks` cannot be `never` (write "at_once" or "when_due")',
    ] == build.mistakes()


@pytest.mark.parametrize(
    ("matrix", "rows"),
    [
        ("", [Row()]),
        ("[matrix]\n", [Row()]),
        ('[matrix]\npython = ["3.11", "3.13t"]\n', [Row("3.11"), Row("3.13t")]),
        ('[matrix]\nstart_methods = ["fork", "spawn"]\n', [Row(None, "fork"), Row(None, "spawn")]),
        (
            '[matrix]\npython = ["3.11", "3.13"]\nstart_methods = ["spawn", "forkserver"]\n',
            [Row("3.11", "spawn"), Row("3.11", "forkserver"), Row("3.13", "spawn"), Row("3.13", "forkserver")],
        ),
    ],
)
def test_what_an_exercise_is_judged_in(build, matrix, rows):
    build.course().exercise("a", f'title = "T"\nentry = "a.py"\n{matrix}')

    assert tuple(rows) == load(build.home).exercise("a").rows


def test_mistakes_in_a_matrix(build):
    build.course().exercise(
        "a",
        'title = "T"\nentry = "a.py"\n[matrix]\npython = ["2.7", "3.11", "3.11", 3]\nstart_method = ["fork"]\n'
        'start_methods = ["spoon"]\n',
    )

    assert [
        "exercises/a/exercise.toml:4: `python` must hold texts, not a number",
        "exercises/a/exercise.toml:4: `2.7` is not known here (write one like 3.13, or 3.13t for a free-threaded build)",
        "exercises/a/exercise.toml:4: `3.11` is named twice",
        "exercises/a/exercise.toml:5: `start_method` is not known here (did you mean `start_methods`?)",
        "exercises/a/exercise.toml:6: `spoon` is not known here (there are: fork, spawn, forkserver)",
    ] == build.mistakes()


def test_a_row_in_words():
    assert ["", "Python 3.13", "fork", "Python 3.13, fork"] == [
        str(row) for row in (Row(), Row("3.13"), Row(None, "fork"), Row("3.13", "fork"))
    ]
