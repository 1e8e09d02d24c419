"""Every kind of ending as the explorer really told it, as pages: stored explorations of the corpus's programs."""

from pathlib import Path

import msgspec
import pytest

from grader.feedback import markdown
from grader.feedback.clean import cells
from grader.feedback.exploration import exploration_page, replay_page
from grader.feedback.html import page
from grader.feedback.ink import Style
from grader.feedback.sheet import Sheet
from grader.report import ExplorationRecord
from tests.support.outline import outline
from tests.support.reports import a_check, a_report

STORED = sorted(Path(__file__).with_name("explorations").glob("*.json"))


def stored(path):
    return msgspec.json.decode(path.read_bytes(), type=ExplorationRecord)


def as_checks(found):
    """A report in which each ending costs a check."""
    endings = [ending for ending in found.endings if ending.witness]
    checks = [
        a_check(f"{n}.", outcome="failed", rationale=e.detail or "It ends.", witness=e.witness)
        for n, e in enumerate(endings)
    ]
    return a_report(*checks, entry=found.file)


def test_there_are_some_of_every_kind():
    kinds = {ending.kind for path in STORED for ending in stored(path).endings}

    assert {"finished", "deadlock", "exception", "livelock", "timed_out"} == kinds


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_as_it_looks(snapshot, path):
    assert snapshot == exploration_page(stored(path), Style(), file=f"{path.stem}.py")


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_it_fits_the_screen(path, width):
    text = exploration_page(stored(path), Style(width=width), file=f"{path.stem}.py")

    assert [] == [line for line in text.splitlines() if cells(line) > width and "grade replay" not in line]


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_each_has_a_page_in_every_format(path):
    found = stored(path)
    sheet = Sheet(as_checks(found), {})

    assert len(found.endings) == len(outline(page([sheet], heading="C")).of_class("check"))
    assert len(found.endings) <= markdown.page([sheet], heading="C").count("| ✗ |")
    for ending in found.endings:
        assert "one order" in replay_page(ending, Style(), file=found.file, entry=found.file)


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_deadlock_is_told_once(path):
    """Each who waits for ever has one sentence on the page, however many checks meet the same deadlock."""
    found = stored(path)
    for ending in found.endings:
        if ending.kind == "deadlock":
            check = a_check("A.", outcome="failed", rationale=ending.detail, witness=ending.witness)
            twice = a_report(check, a_check("B.", outcome="failed", rationale=ending.detail, witness=ending.witness))
            told = [item.text for item in outline(page([Sheet(twice, {})], heading="C")).of_class("knot")[0].all("li")]

            assert len(told) == len(set(told)) == len(ending.detail.splitlines()) - 1
