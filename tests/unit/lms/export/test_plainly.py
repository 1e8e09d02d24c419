"""Tables of our own."""

from dataclasses import replace
from decimal import Decimal

from grader.lms.export.plainly import summary, table
from grader.lms.export.rows import Row

ROWS = [
    Row("=cmd|' /C calc'!A1", "a", Decimal("7.50"), Decimal(10)),
    Row("=cmd|' /C calc'!A1", "b", Decimal(3), Decimal(5)),
    Row("bob", "a", None, Decimal(10), "the suite | failed\nbadly"),
    Row("bob", "b", Decimal(5), Decimal(5)),
    Row("new", "b", Decimal(1), Decimal(5)),
]


def test_a_total_stands_only_where_all_of_it_is_known():
    assert [
        '"author","a","b","total"',
        '"\'=cmd|\' /C calc\'!A1","7.5","3","10.5"',
        '"bob","","5",""',
        '"new","","1",""',
    ] == table(ROWS).decode().splitlines()


def test_where_the_roster_has_names_the_table_has_them_and_none_is_a_formula():
    rows = [replace(ROWS[2], name="=Bob"), ROWS[4]]

    assert ['"author","name","a","b","total"', '"bob","\'=Bob","","",""', '"new","","","1",""'] == table(
        rows
    ).decode().splitlines()


def test_the_summary_names_what_is_withheld():
    page = summary(ROWS).decode()

    assert "| author | a / 10 | b / 5 |" in page
    assert "| bob | withheld | 5 |" in page
    assert "| new |  | 1 |" in page
    assert "### Withheld: 1" in page
    assert "- bob, a: the suite \\| failed\\\\nbadly" in page


def test_the_summary_says_who_it_is_as_everything_else_does():
    rows = [replace(ROWS[2], name="Bob B."), replace(ROWS[3], name="Bob B.")]
    page = summary(rows, [Row("zip1", "", None, Decimal(0), "for nothing")]).decode()

    assert "| bob (Bob B.) | withheld | 5 |" in page
    assert "- bob (Bob B.), a: the suite" in page
    assert "- zip1: for nothing" in page


def test_what_was_set_by_hand_against_another_maximum_says_out_of_how_many():
    page = summary([ROWS[3], replace(ROWS[4], points=Decimal(4), max_points=Decimal(10), today=Decimal(5))]).decode()

    assert "| author | b / 5 |" in page
    assert "| bob | 5 |" in page
    assert "| new | 4 / 10 |" in page
