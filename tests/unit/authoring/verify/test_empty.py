"""Whoever writes nothing gets nothing."""

from grader.authoring.expect import Accepted
from grader.authoring.verify.empty import nothing_for_nothing
from grader.errors import Mistake
from tests.support.proofs import SOLUTIONS, an_empty, heard, withheld

PATH = SOLUTIONS / "expect.toml"
NONE = Accepted(PATH)


def said(law):
    return [finding.message for finding in law.findings]


def test_nothing_for_nothing():
    law = nothing_for_nothing([an_empty()], NONE)

    assert ("empty", True, "an empty file gets no points") == (law.id, law.holds, law.says)


def test_points_for_nothing_are_told_with_what_to_do():
    law = nothing_for_nothing([an_empty(heard("test_a"))], NONE)

    assert (False, ["an empty file gets 2 for test_b"]) == (law.holds, said(law))
    assert "@needs" in law.findings[0].hint
    assert 'test_b = "…"' == law.findings[0].paste


def test_an_author_may_mean_it():
    law = nothing_for_nothing([an_empty(heard("test_a"))], Accepted(PATH, empty={"test_b": "a gift"}))

    assert (True, "an empty file gets no points, but what is meant") == (law.holds, law.says)


def test_a_line_that_gives_nothing_is_stale():
    law = nothing_for_nothing([an_empty()], Accepted(PATH, empty={"test_b": "a gift"}, lines={"test_b": 7}))

    assert ["an empty file gets no points for test_b"] == said(law)
    assert "solutions/add-lock/expect.toml:7" == law.findings[0].where


def test_a_suite_that_an_empty_file_breaks_is_told():
    law = nothing_for_nothing([an_empty(withheld())], NONE)

    assert (False, ["an empty file was not judged: The suite failed in test_a."]) == (law.holds, said(law))


def test_our_own_failure_is_no_verdict():
    assert None is nothing_for_nothing([an_empty(heard(failure="no fork"))], NONE).holds


def test_mistakes_of_the_file_are_told_here():
    known = Accepted(PATH, mistakes=(Mistake(PATH, 3, "`drop: f()` is empty"),))
    law = nothing_for_nothing([an_empty()], known)

    assert ["`drop: f()` is empty"] == said(law)
    assert "solutions/add-lock/expect.toml:3" == law.findings[0].where
