"""What cannot be seen is shown as an escape, so that a page reads as it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.feedback.clean import cells, clean, lines_of


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain text", "plain text"),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("\x9b2J", "\\x9b2J"),
        ("access = '\u202euser'", "access = '\\u202euser'"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("two\nlines", "two\\nlines"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("naïve – 日本 ✓", "naïve – 日本 ✓"),
        ("no-break\u00a0space", "no-break\u00a0space"),
    ],
)
def test_what_cannot_be_seen_is_shown_as_an_escape(raw, shown):
    assert shown == clean(raw)


@given(st.text(st.characters()))
def test_nothing_that_commands_a_terminal_remains(raw):
    left = {unicodedata.category(c) for c in clean(raw)}

    assert not left & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text(st.characters()), st.sampled_from(["utf-8", "ascii", "cp1252", "latin-1"]))
def test_cleaning_twice_changes_nothing_and_the_screen_can_write_it(raw, encoding):
    once = clean(raw, encoding)

    assert once == clean(once, encoding)
    assert once == once.encode(encoding).decode(encoding)


def test_a_poorer_screen_gets_plainer_signs():
    assert "Alan's 2 x 3 <- ..." == clean("Alan’s 2 × 3 ← …", "ascii")
    assert "\\u65e5 é" == clean("日 é", "cp1252")


def test_a_flood_is_cut_and_counted():
    assert ["xxxx", "… (6 more characters)"] == lines_of("x" * 10, limit=4)


def test_lines_end_as_on_any_system():
    assert ["a", "    b", "c\\rd"] == lines_of("a\r\n\tb\nc\rd")


def test_wide_and_combining_characters_take_their_columns():
    assert 4 == cells("日本")
    assert 1 == cells("e\u0301")
