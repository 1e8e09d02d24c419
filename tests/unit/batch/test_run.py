"""What judges are given, and when it is fetched."""

from grader.batch.run import Shelf
from grader.gradebook import results
from tests.support.gradebooks import NOON


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
