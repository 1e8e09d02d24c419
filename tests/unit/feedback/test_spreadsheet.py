"""A cell is never a formula; an identifier is still one."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.feedback.spreadsheet import cell, identifier, is_formula, table

ATTACKS = [
    "=1+1",
    '=HYPERLINK("http://evil")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "  =1",
    "\t=1",
    "\n=1",
    "\r\n=1",
    "＝1",
    "%0A-2",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_is_never_a_formula(attack):
    assert cell(attack).startswith("'")


@pytest.mark.parametrize("text", ["Ada", "", "a=b", "naïve – 日本", "HW1 (4567)", "    Points Possible", "1e5", "1-2"])
def test_other_text_stays_as_it_is(text):
    assert text == cell(text) == identifier(text)


@pytest.mark.parametrize(("number", "shown"), [(-1.5, "-1.5"), ("-1.5", "-1.5"), ("+49", "+49"), (0, "0"), (None, "")])
def test_numbers_stay_numbers(number, shown):
    assert shown == cell(number)


@pytest.mark.parametrize("name", ["@ada", "-ada", "+ada", "u-12", "Participant 1234", "ada@example.org", "-1"])
def test_an_identifier_that_can_do_nothing_is_found_again(name):
    assert name == identifier(name)
    assert not is_formula(name)


@pytest.mark.parametrize("attack", [text for text in ATTACKS if text != "%0A-2"])
def test_an_identifier_that_could_do_something_is_named(attack):
    assert is_formula(attack)
    assert identifier(attack).startswith("'")


@given(st.lists(st.tuples(st.text(st.characters()), st.text(st.characters()))))
def test_a_table_has_a_line_for_each_row_and_reads_back(rows):
    text = table(["author", "reason"], rows, identifiers=["author"])

    assert len(rows) + 1 == text.count("\r\n") == len(text.splitlines())
    back = list(csv.reader(io.StringIO(text, newline="")))
    assert [[identifier(name), cell(reason)] for name, reason in rows] == back[1:]
    assert all(len(line) == 2 for line in back)


def test_a_table_is_quoted_throughout():
    assert '"author","points"\r\n"ada","-1.5"\r\n"\'=1","2"\r\n' == table(
        ["author", "points"], [["ada", -1.5], ["=1", 2]]
    )
