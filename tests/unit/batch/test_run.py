"""What judges are given, and when it is fetched."""

from concurrent.futures import Future

import pytest

from grader.batch.key import Terms
from grader.batch.order import Answer
from grader.batch.reception import Due
from grader.batch.run import Batch, Shelf
from grader.course import Course
from grader.gradebook import results
from grader.report import encode
from tests.support.gradebooks import COURSE, NOON, a_result
from tests.support.reports import a_report


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


class Judges:
    """Notes what it is given, and has nothing to say of it."""

    jobs = 1

    def __init__(self):
        self.heard = []

    def submit(self, order):
        self.heard.append(order.key)
        answer = Future()
        answer.set_result(Answer(key=order.key, kind="mistaken"))
        return answer


class Watcher:
    """Notes how much there is to do."""

    def begins(self, due, kept, again=0):
        self.began = due, kept, again


@pytest.mark.parametrize("fault", ["grader", "course"])
def test_what_was_withheld_through_no_fault_of_its_author_is_judged_once_more(book, tmp_path, fault):
    """A suite that fell over what came back may have references now, or what it imports: neither is part of a result's key."""
    faults = {"judged": None, "theirs": "delivery", "unknown": "program", "review": "review", "ours": fault}
    kept = [a_result(key, points=10 if why is None else None, fault=why) for key, why in faults.items()]
    with book.writing() as connection:
        results.keep_submissions(connection, {"d": {"a.py": b""}}, NOON)
        for one in kept:
            results.store(connection, one, report=encode(a_report()), evidence=None)
    judges, watcher = Judges(), Watcher()
    batch = Batch(Course(tmp_path, COURSE, {}), book, Terms({}, None, 0), judges, watcher)

    batch.judge([Due(key, "add-lock", "d", "ada", "a.py") for key in (*faults, "new")])

    assert ["ours", "new"] == judges.heard
    assert (2, 4, 1) == watcher.began
