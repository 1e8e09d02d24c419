"""The page for a browser: complete in itself, runs nothing, and says what the terminal says."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from grader.feedback.audience import readable, student
from grader.feedback.html import Sheet, page
from grader.report import Visibility
from tests.support.reports import NOW, a_check, a_deadlock, a_lost_update, a_report, at

EVIL = "</td></table></style><script>alert(1)</script><img src=//evil onerror=x>\x1b[2J\u202e{{ 7*7 }}"


class Outline(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text, self.open = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *attribute) for attribute in attrs]
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert tag == self.open.pop()

    def handle_data(self, data):
        self.text.append(data)


LINES = {("add_lock.py", None, number): f"line_{number}()" for number in range(1, 20)}


def a_page(*reports, lines=None):
    return page(
        [Sheet(report, LINES if lines is None else lines, "add_lock.py") for report in reports], heading="Course"
    )


def test_it_says_what_the_terminal_says():
    failed = a_check(outcome="failed", rationale="NameError: name 'x'", location=at(12), hint="Look.")
    text = " ".join("".join(Outline(a_page(a_report(failed, a_lost_update()))).text).split())

    for said in ("add-lock", "0 / 7", "✗", "NameError: name 'x'", "line 12 line_12()", "Look.", "Thread-1", "reads 0"):
        assert said in text
    assert "overwrites Thread-1's 1" in text
    assert "grade replay A7K2-9QXM-04 add_lock.py" in text


def test_a_deadlock_says_who_holds_what():
    check = a_check(outcome="failed", witness=a_deadlock())

    assert "Thread-1 holds lock_a (taken at line 8), waits for lock_b at line 9" in a_page(a_report(check))
    assert 'class="lane waiting"' in a_page(a_report(check))


def test_every_place_links_to_its_line():
    outline = Outline(a_page(a_report(a_check(outcome="failed", location=at(12)))))
    targets = [value for _, name, value in outline.attributes if name == "href"]
    anchors = [value for _, name, value in outline.attributes if name == "id"]

    assert ["#e1-f0-c0-l12"] == targets
    assert {target[1:] for target in targets} <= set(anchors)
    assert len(anchors) == len(set(anchors))


def hostile():
    check = a_check(
        EVIL,
        id=EVIL,
        outcome="failed",
        rationale=EVIL,
        hint=EVIL,
        location=at(1, file=EVIL),
        detail=EVIL,
        witness=a_deadlock(),
    )
    return a_report(
        check, exercise=EVIL, entry=EVIL, author=EVIL, notices=(EVIL,), review=(EVIL,), outcome="withheld", reason=EVIL
    )


def test_nothing_of_a_submission_becomes_markup():
    text = page([Sheet(hostile(), {(EVIL, None, 1): EVIL}, EVIL)], heading=EVIL)
    outline = Outline(text)

    assert not {"script", "img", "iframe", "object", "form", "link", "base", "svg"} & set(outline.tags)
    assert not [name for _, name, _ in outline.attributes if name.startswith("on") or name in ("style", "src")]
    assert [] == outline.open
    assert not set("\x1b\u202e") & set(text)
    assert "49" not in "".join(outline.text)


@pytest.mark.parametrize("report", [hostile(), a_report(a_check())])
def test_it_needs_nothing_from_elsewhere(report):
    text = a_page(report)
    css = re.search("<style>(.*)</style>", text, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    (policy,) = [v for t, n, v in Outline(text).attributes if n == "content" and "default-src" in v]

    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" == policy
    assert not re.findall(r"url\(|@import|https?:", css)


def test_hidden_checks_are_not_in_the_page():
    report = a_report(a_check(), a_lost_update(visibility=Visibility.HIDDEN, detail="CANARY", location=at(3)))
    text = a_page(readable(report, student(due=None, now=NOW)))

    assert "No update is lost" not in text
    assert "CANARY" not in text
    assert "1 more check is hidden." in text


def test_a_withheld_grade_has_no_points():
    text = "".join(Outline(a_page(a_report(outcome="withheld", reason="Not your fault."))).text)

    assert "withheld" in text
    assert "Not your fault." in text
    assert "/ 0" not in text


def test_cells_of_a_notebook_have_headings():
    lines = {("n.ipynb", 2, 1): "x = 1", ("n.ipynb", 4, 1): "y"}
    text = a_page(
        a_report(a_check(outcome="failed", location=at(1, file="n.ipynb", cell=4)), entry="n.ipynb"), lines=lines
    )

    assert ["n.ipynb, cell 2", "n.ipynb, cell 4"] == re.findall("n.ipynb, cell .", text)
    assert 'href="#e1-f0-c4-l1"' in text
    assert 'id="e1-f0-c4-l1"' in text


def test_several_exercises_begin_with_a_table():
    text = a_page(a_report(a_check()), a_report(a_check(), exercise="fix-typo"))

    assert '<a href="#e2">fix-typo</a>' in text
