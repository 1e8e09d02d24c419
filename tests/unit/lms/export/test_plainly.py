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
