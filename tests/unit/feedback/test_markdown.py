"""Feedback as Markdown: a real parser reads what was said, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.feedback.audience import readable, student
from grader.feedback.clean import clean, markdown_code, markdown_text
from grader.feedback.markdown import page
from grader.feedback.sheet import Sheet
from grader.report import RowResult, Visibility
from tests.support.gallery import HOSTILE, PROGRAM, lines_of, pages
from tests.support.reports import NOW, a_check, a_lost_update, a_report, at

PARSER = MarkdownIt("gfm-like", {"linkify": False}).enable("table")
GALLERY = pages()
OURS = {
    "heading", "paragraph", "text", "softbreak", "hardbreak", "fence", "code_inline", "inline", "list_item", "bullet_list",
    "blockquote", "strong", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def tokens(markdown):
    for token in PARSER.parse(markdown):
        yield token
        yield from token.children or ()


def kinds(markdown):
    return {re.sub(r"_(open|close)$", "", token.type) for token in tokens(markdown)}


def plain(markdown):
    """All text that a reader gets to see, without its markup."""
    return "\n".join(token.content for token in tokens(markdown) if token.type in ("text", "code_inline", "fence"))


@pytest.mark.parametrize(
    "name", ["race", "deadlock", "name error", "notebook", "withheld", "three exercises", "long story"]
)
def test_as_it_looks(snapshot, name):
    assert snapshot == page(GALLERY[name], heading="Processes and threads")


@pytest.mark.parametrize("name", list(GALLERY))
def test_nothing_but_our_own_markup(name):
    written = page(GALLERY[name], heading="Processes and threads")

    assert kinds(written) <= OURS
    assert not set("\x1b\u202e\u2028") & set(written)
    assert len(GALLERY[name]) == len(re.findall("^## ", written, re.MULTILINE))


def test_hostile_text_is_read_as_it_is():
    assert clean(HOSTILE) in plain(page(GALLERY["hostile"], heading="C"))


NASTY = st.text(st.sampled_from("ab1 .)#*_`~[](){}<>!|&;:/@=$^-+\\\"'\u202e\x1bwé"), max_size=40)


@given(NASTY)
def test_words_mean_nothing_but_themselves(said):
    (opened, inline, _closed) = PARSER.parse(f"{markdown_text(said)}\n") or (None, None, None)
    shown = "".join(child.content for child in inline.children) if inline else ""

    assert clean(said).strip() == shown.strip("\u00a0")
    assert opened is None or "paragraph_open" == opened.type


@given(NASTY)
def test_words_in_a_heading_and_in_a_cell_of_a_table_as_well(said):
    heading = [token for token in tokens(f"### ✗ {markdown_text(said)}") if token.type == "text"]
    table = f"| a | b |\n|---|---|\n| {markdown_text(said)} | 1 |"

    assert f"✗ {clean(said).strip()}".strip() == "".join(token.content for token in heading)
    assert 4 == len([token for token in tokens(table) if token.type in ("th_open", "td_open")])


@given(NASTY.filter(lambda said: said.strip()))
def test_code_is_code_whatever_is_in_it(said):
    found = [token for token in tokens(f"a {markdown_code(said)} b") if token.type == "code_inline"]

    assert [clean(said).strip()] == [token.content.strip() for token in found]


@given(st.lists(NASTY, min_size=1, max_size=5), NASTY)
def test_whatever_a_check_says_stays_in_its_place(lines, title):
    failed = a_check(title or "T", outcome="failed", rationale="\n".join(lines), hint=title, location=at(1))
    written = page([Sheet(a_report(failed, a_check("B.")), lines_of("\n".join(lines)))], heading="C")

    assert kinds(written) <= OURS
    assert 3 <= len([token for token in tokens(written) if token.type == "heading_open"]) <= 4


def test_an_excerpt_marks_its_line():
    failed = a_check(outcome="failed", rationale="No.", location=at(12))

    assert ">   12          local_copy = database_value" in page(
        [Sheet(a_report(failed), lines_of(PROGRAM))], heading="C"
    )


def test_hidden_checks_are_not_in_it():
    report = a_report(a_check(), a_lost_update(visibility=Visibility.HIDDEN, detail="CANARY", location=at(3)))
    written = page([Sheet(readable(report, student(due=None, now=NOW)), lines_of(PROGRAM))], heading="C")

    assert "No update is lost" not in written
    assert "CANARY" not in written
    assert "1 more check is hidden." in written


def test_what_it_was_judged_in_is_a_table():
    rows = (RowResult(start_method="fork", lost=("a",)), RowResult(python="3.99", absent="a|b"))
    text = page([Sheet(a_report(a_check(), rows=rows), {})], heading="C")

    assert {"fork", "1 check lost", "Python 3.99", "not judged: a|b"} <= set(plain(text).splitlines())
