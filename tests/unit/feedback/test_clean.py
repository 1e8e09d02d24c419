"""What cannot be seen is shown as an escape, so that a page reads as it is."""

import html.parser
import re
import unicodedata
import xml.etree.ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.feedback.clean import (
    cells,
    clean,
    html_text,
    lines_of,
    markdown_block,
    markdown_code,
    markdown_text,
    xml_text,
)

ANYTHING = st.text(st.characters(), max_size=60) | st.text(st.sampled_from("`<>&'\"\n\t\\*[]()!:/ a\x00\ud800"))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain text", "plain text"),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("\x9b2J", "\\x9b2J"),
        ("access = '\u202euser'", "access = '\\u202euser'"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("fil\u3164ler", "fil\\u3164ler"),
        ("half\uffa0and\u034fmark", "half\\uffa0and\\u034fmark"),
        ("葛\U000e0100 ☕\ufe0f", "葛\U000e0100 ☕\ufe0f"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("👩\u200d🚀 ❤\ufe0f\u200d🔥", "👩\u200d🚀 ❤\ufe0f\u200d🔥"),
        ("an\u200dn é\u200dé", "an\\u200dn é\\u200dé"),
        ("ا\u200c\u200dب \u200dا", "ا\\u200c\\u200dب \\u200dا"),
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
    left = {unicodedata.category(c) for c in clean(raw) if c not in "\u200c\u200d"}  # which command nothing

    assert not left & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text(st.characters()), st.sampled_from(["utf-8", "ascii", "cp1252", "latin-1"]))
def test_cleaning_twice_changes_nothing_and_the_screen_can_write_it(raw, encoding):
    once = clean(raw, encoding)

    assert once == clean(once, encoding)
    assert once == once.encode(encoding).decode(encoding)


def test_a_poorer_screen_gets_plainer_signs():
    assert "Alan's 2 x 3 <- ..." == clean("Alan’s 2 × 3 ← …", "ascii")
    assert "\\u65e5 é ... x" == clean("日 é … ×", "cp1252")


def test_a_flood_is_cut_and_counted():
    assert ["xxxx", "… (6 more characters)"] == lines_of("x" * 10, limit=4)
    assert ["xxxx", "… (1 more character)"] == lines_of("x" * 5, limit=4)


def test_lines_end_as_on_any_system():
    assert ["a", "    b", "c\\rd"] == lines_of("a\r\n\tb\nc\rd")


def test_wide_and_combining_characters_take_their_columns():
    assert 4 == cells("日本")
    assert 1 == cells("e\u0301")
    assert 6 == cells("ที่ทำงาน")
    assert 1 == cells("कु") == cells("a\u20dd")
    assert 2 == cells("\u2764\ufe0f")
    assert 6 == cells("علی\u200cرضا")
    assert 4 == cells(unicodedata.normalize("NFD", "한글"))


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = set(), ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.text += data


@given(ANYTHING)
def test_html_says_what_was_said_and_has_no_tag_but_line_breaks(raw):
    page = Tags()
    page.feed(html_text(raw))
    page.close()

    assert {"br"} >= page.tags
    assert "".join(lines_of(raw, limit=len(raw))) == page.text
    ET.fromstring(f"<div>{html_text(raw)}</div>")


@given(ANYTHING)
def test_any_text_fits_into_xml_and_comes_back(raw):
    element = ET.Element("failure", message=xml_text(raw))
    element.text = xml_text(raw)

    back = ET.fromstring(ET.tostring(element))

    assert xml_text(raw) == (back.text or "")


def test_xml_keeps_lines_and_tabs():
    assert "a\n\tb\\x00\\ufffe" == xml_text("a\r\n\tb\0\ufffe")


@given(ANYTHING)
@example("a\n```\n# b")
@example("`````")
def test_nothing_breaks_out_of_a_block_of_markdown(raw):
    first, *inner, last = markdown_block(raw).split("\n")

    assert first == last == "`" * len(first)
    assert not any(line.lstrip().startswith(first) for line in inner)


@given(ANYTHING)
def test_nothing_breaks_out_of_code_in_markdown(raw):
    code = markdown_code(raw)
    opening = re.match("`*", code)[0]

    assert "\n" not in code
    if code:
        assert code.endswith(opening)
        assert opening not in re.findall("`+", code[len(opening) : -len(opening)])


def test_running_text_in_markdown_has_no_marks():
    assert r"write to a\@b.de" == markdown_text("write to a@b.de")
    assert r"\[x\](javascript:alert(1))" == markdown_text("[x](javascript:alert(1))")
    assert r"\<img src=x\> \*\*a\*\* \# \\n b" == markdown_text("<img src=x> **a** # \n b")
    assert r"database_value ended as 1. \_No\_ \:smile: at http\://x" == (
        markdown_text("database_value ended as 1. _No_ :smile: at http://x")
    )
