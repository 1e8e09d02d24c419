"""New points on stored evidence."""

import pytest

from grader import score
from grader.batch.rescore import difference, refusal, rescored
from grader.report import Visibility
from tests.support.evidence import a_finding, an_evidence

EVIDENCE = an_evidence(a_finding("test_a", points=2), a_finding("test_b", points=3, outcome="failed"))


def outline(*worth):
    """A suite as it is now: its checks, none of them heard."""
    return an_evidence(
        *(
            a_finding(name, points=points, **{"bonus": False, "visibility": "visible", **more})
            for name, points, more in worth
        )
    )


def points(evidence):
    report = score.report(evidence)
    return report.points, report.max_points


def test_what_was_found_stays_and_what_it_is_worth_is_new():
    assert (2.0, 5.0) == points(EVIDENCE)

    new = rescored(EVIDENCE, outline(("test_a", 4, {}), ("test_b", 1, {})), "6" * 64)

    assert (4.0, 5.0) == points(new)
    assert "6" * 64 == score.report(new).suite.digest
    assert (2.0, 5.0) == points(EVIDENCE), "the old evidence is as it was"


def test_a_check_that_is_gone_counts_no_more():
    assert (2.0, 2.0) == points(rescored(EVIDENCE, outline(("test_a", 2, {})), "6" * 64))


def test_bonus_and_visibility_change_with_the_points():
    new = rescored(EVIDENCE, outline(("test_a", 2, {"bonus": True, "visibility": "hidden"}), ("test_b", 3, {})), "6")

    assert (2.0, 3.0) == points(new)
    assert Visibility.HIDDEN == score.report(new).checks[0].visibility


def test_parameters_share_the_new_points():
    evidence = an_evidence(a_finding("test_a[1]", points=1), a_finding("test_a[2]", points=1, outcome="failed"))

    assert (1.5, 3.0) == points(rescored(evidence, outline(("test_a", 3, {})), "6"))


BEFORE = """
from grader.suite import points, hint, needs

LIMIT = 3

@points(2)
@hint("try")
def test_a(submission):
    assert submission.x == LIMIT

@points(1)
@needs("test_a")
def test_b(submission):
    assert submission.y
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("@points(2)", "@points(5, bonus=True, visibility='hidden')"),
        ('@hint("try")\n', ""),
        ("import points, hint, needs", "import needs, points"),
        ("\n\n@points(1)", "\n\n\n# a remark\n@points(1)"),
        ("@points(1)\n@needs(\"test_a\")\ndef test_b(submission):\n    assert submission.y\n", ""),
    ],
)  # fmt: skip
def test_points_hints_and_what_is_gone_are_no_difference(old, new):
    assert old in BEFORE
    assert not difference({"test_x.py": BEFORE.encode()}, {"test_x.py": BEFORE.replace(old, new).encode()})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("assert submission.y", "assert not submission.y", "test_b: changed in more than points"),
        ('@needs("test_a")\n', "", "test_b: changed in more than points"),
        ("\nLIMIT = 3", "from math import ceil as LIMIT", "test_x.py: changed in more than points"),
        ("import points", "import points\nfrom math import ceil", "test_x.py: changed in more than points"),
        ("LIMIT = 3", "LIMIT = 4", "test_x.py: changed in more than points"),
        ("def test_b", "def test_c", "test_c: never run on these"),
        ("def test_a", "def help():\n    pass\n\n\ndef test_a", "help: changed in more than points"),
    ],
)
def test_anything_else_is(old, new, said):
    found = difference({"test_x.py": BEFORE.encode()}, {"test_x.py": BEFORE.replace(old, new).encode()})

    assert found
    assert said in refusal(found)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ({"scenarios.py": b"x = 1"}, {"scenarios.py": b"x = 2"}, "scenarios.py"),
        ({"data.txt": b"1"}, {"data.txt": b"2"}, "data.txt"),
        ({"test_data.txt": b"1"}, {"test_data.txt": b"2"}, "test_data.txt"),
        ({"data/test_1.json": b"1"}, {}, "data/test_1.json"),
        ({}, {"conftest.py": b"x = 1"}, "conftest.py"),
        ({"conftest.py": b"x = 1"}, {}, "conftest.py"),
        ({}, {"test_new.py": b"def test_new(): pass"}, "test_new"),
        ({"test_x.py": b"def ("}, {"test_x.py": b"def )"}, "test_x.py"),
    ],
)
def test_other_files_of_a_suite_count_too(before, now, said):
    assert said in refusal(difference(before, now))


def test_a_whole_file_of_checks_may_go():
    assert not difference(
        {"test_x.py": BEFORE.encode(), "test_y.py": b"def test_y(): pass"}, {"test_x.py": BEFORE.encode()}
    )


def test_what_lies_beside_the_checks_as_before_is_no_difference():
    beside = {"data.txt": b"1", "scenarios.py": b"x = 1"}

    assert not difference({"test_x.py": BEFORE.encode(), **beside}, {"test_x.py": BEFORE.encode(), **beside})
