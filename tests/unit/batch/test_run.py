"""What judges are given, when it is fetched, and what is kept of what they say."""

from concurrent.futures import Future
from pathlib import Path

import msgspec
import pytest

from grader.batch.key import Ground, Terms
from grader.batch.order import Answer, Brief
from grader.batch.reception import Due
from grader.batch.run import Batch, Shelf
from grader.course import Course
from grader.errors import CourseError
from grader.gradebook import results
from tests.support.evidence import a_finding, an_evidence
from tests.support.gradebooks import COURSE, NOON, a_result

LIMITS = {"time_s": 10.0, "memory_mb": 512, "actors": 64, "output_kb": 64, "cpus": 4}
BRIEF = Brief(course=COURSE, exercise="add-lock", entry="a.py", limits=LIMITS, suite="5" * 64, files={})
TERMS = Terms({"add-lock": BRIEF}, Ground("0.1.0", "3.11.7", "Linux x86_64", "namespaces"), 0)
JUDGED = {"kind": "judged", "evidence": msgspec.json.encode(an_evidence(a_finding(points="10")))}


class Judges:
    """Answer everything in one way."""

    jobs = 1

    def __init__(self, **answer):
        self._answer, self.heard = answer, []

    def submit(self, order):
        self.heard.append(order.label)
        future = Future()
        future.set_result(Answer(key=order.key, **self._answer))
        return future


class Watcher:
    """Notes what it is told."""

    def begins(self, due, kept, again=0):
        self.begun = due, kept, again

    def judged(self, report):
        self.last = report


def due(*names):
    return [Due(TERMS.key(name, "add-lock"), "add-lock", name, name, "a.py") for name in names]


def a_batch(book, judges, **more):
    return Batch(Course(Path(), COURSE, {}), book, TERMS, judges, Watcher(), **more)


def kept(book, name):
    (key,) = (one.key for one in due(name))
    with book.reading() as connection:
        return results.newest(connection, [key]).get(key)


@pytest.fixture
def classroom(book):
    """Submissions with results of each kind, and one that has none."""
    faults = {"judged": None, "grader": "grader", "course": "course", "delivery": "delivery"}
    with book.writing() as connection:
        results.keep_submissions(connection, {name: {"a.py": b""} for name in (*faults, "new")}, NOON)
        for name, fault in faults.items():
            (one,) = due(name)
            results.store(
                connection, a_result(one.key, points=None if fault else 7, fault=fault), report=b"{}", evidence=None
            )
    return book


def test_judged_is_what_has_no_result_and_what_was_withheld_through_no_fault_of_its_author(classroom):
    """A suite that fell over what came back may have references now, or what it imports: neither is part of a result's key."""
    judges, wanted = Judges(**JUDGED), due("judged", "grader", "course", "delivery", "new")
    batch = a_batch(classroom, judges)

    batch.judge(wanted)

    assert ["grader", "course", "new"] == judges.heard
    assert (3, 2, 2) == batch.watcher.begun
    assert [(10, 1), (10, 0), (7, 0)] == [
        ((found := kept(classroom, name)).points, found.round) for name in ("grader", "new", "judged")
    ]


def test_whoever_regrades_has_everything_judged_once_more(classroom):
    judges, wanted = Judges(**JUDGED), due("judged", "grader", "course", "delivery", "new")
    batch = a_batch(classroom, judges, regrade=True)

    batch.judge(wanted)

    assert [one.label for one in wanted] == judges.heard
    assert (5, 0, 4) == batch.watcher.begun
    assert (10, 1) == ((found := kept(classroom, "judged")).points, found.round)


@pytest.mark.parametrize(
    ("kind", "fault", "said"),
    [("failed", "grader", "The grader could not judge this: why"), ("refused", "delivery", "why")],
)
def test_what_could_not_be_judged_is_withheld_by_whose_fault_that_was(classroom, kind, fault, said):
    a_batch(classroom, Judges(kind=kind, reason="why")).judge(due("new"))
    found = kept(classroom, "new")

    assert ("withheld", None, fault, said) == (found.outcome, found.points, found.fault, found.reason)


def test_what_a_suite_that_breaks_its_rules_says_is_no_result(classroom):
    mistakes = (
        ("tests/suites/add-lock/test_it.py", 3, "what", None),
        ("tests/suites/add-lock/test_it.py", 3, "what", None),
    )
    batch = a_batch(classroom, Judges(kind="mistaken", mistakes=mistakes))

    batch.judge(due("new"))

    assert kept(classroom, "new") is None
    with pytest.raises(CourseError) as told:
        batch.complain()
    assert ["what"] == [mistake.message for mistake in told.value.mistakes]


def test_submissions_are_fetched_a_handful_at_a_time_in_the_order_in_which_they_are_wanted(book, monkeypatch):
    monkeypatch.setattr(results, "HANDFUL", 2)
    files = {digest: {"a.py": digest.encode()} for digest in "abcd"}
    with book.writing() as connection:
        results.keep_submissions(connection, files, NOON)
    fetched, fetch = [], book.submissions
    monkeypatch.setattr(book, "submissions", lambda digests: fetched.append(list(digests)) or fetch(digests))
    shelf = Shelf(book, list("abbcda"))

    assert [files[digest] for digest in "abbcda"] == [shelf.take(digest) for digest in "abbcda"]
    assert [["b", "a"], ["d", "c"], ["a"]] == fetched
