"""What a statement promises: points and names."""

import pytest

from grader.authoring.verify.asked import Asked
from grader.authoring.verify.statement import names_what_is_asked_for, promised, says_the_points
from tests.support.proofs import a_proof_of

STATEMENT = """# Lock the shared value · 10 points

| what | points |
|---|---|
| one | 4 |
| two | 6 |

| n | square |
|---|---|
| 2 | 4 |
"""
CHECKS = [a_proof_of("test_a", 4.0), a_proof_of("test_b", 6.0)]


def said(law):
    return [finding.message for finding in law.findings]


@pytest.mark.parametrize(
    ("text", "total", "rows"),
    [
        (STATEMENT, 10, (4, 6)),
        ("# Sperre · 7,5 Punkte\n\n| was | Punkte |\n|:--|--:|\n| a | 2,5 |\n| b | 5 |\n", 7.5, (2.5, 5)),
        ("# Title (3 points)\n", None, None),
        ("# Title - 3 points #\n", 3, None),
        ("# Exercise 3\n", None, None),
        ("Points: 3\n", None, None),
        ("text\n\n# Later · 2 points\n", 2, None),
    ],
)
def test_what_is_promised(text, total, rows):
    found = promised(text)

    assert (total, rows) == (found.total, found.rows)


def test_heading_table_and_suite_agree():
    law = says_the_points(STATEMENT, CHECKS, "README.md")

    assert (True, "the statement says the points: 10") == (law.holds, law.says)


def test_another_sum_and_other_rows():
    checks = [a_proof_of("test_a", 4.0), a_proof_of("test_b", 5.0)]

    assert [
        "the heading says 10, the suite's checks come to 9",
        "the table's rows are worth 4, 6; the suite's checks 4, 5",
    ] == said(says_the_points(STATEMENT, checks, "README.md"))


def test_rows_for_checks_that_are_worth_nothing():
    told = said(says_the_points(STATEMENT, [a_proof_of("test_a", 0.0)], "README.md"))

    assert "the table's rows are worth 4, 6; the suite has no checks that are worth anything" in told


def test_a_heading_without_points():
    law = says_the_points("# Lock\n", CHECKS, "README.md")

    assert ["the statement's heading does not say how many points there are"] == said(law)
    assert "Write it as in: # Title · 10 points" == law.findings[0].hint


@pytest.mark.parametrize("row", ["", "| more | 3 |\n"])
def test_a_bonus_may_stand_in_the_table_and_counts_above_the_sum(row):
    text = STATEMENT.replace("| two | 6 |\n", "| two | 6 |\n" + row)

    assert says_the_points(text, [*CHECKS, a_proof_of("test_more", 3.0, bonus=True)], "README.md").holds


def test_notes_need_no_row():
    assert says_the_points(STATEMENT, [*CHECKS, a_proof_of("test_note", 0.0)], "README.md").holds


def names(text, *asked):
    return names_what_is_asked_for(text, "add_lock.py", [Asked(name, "suite.py:3") for name in asked], "README.md")


def test_names_stand_as_code():
    law = names("File `add_lock.py`, with `increase()`\n```\nvalue = 0\n```\n", "increase", "value")

    assert (True, "the statement names what the suite asks for: add_lock.py, increase, value") == (law.holds, law.says)


@pytest.mark.parametrize("text", ["increase() in prose", "`increased()`", "`my.increase()`", "`xincrease`"])
def test_names_that_do_not_stand_there(text):
    law = names(f"`add_lock.py` {text}", "increase")

    assert ["the statement does not name `increase`, which the suite asks for"] == said(law)
    assert "suite.py:3" == law.findings[0].where


def test_the_file_must_be_named():
    assert ["the statement does not name `add_lock.py`"] == said(names("nothing"))
