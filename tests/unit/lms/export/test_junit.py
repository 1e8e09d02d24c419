"""JUnit XML: valid for strict readers, and no more than its reader may see."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.feedback.audience import INSTRUCTOR, Audience
from grader.lms import validation
from grader.lms.export.junit import document
from grader.lms.export.rows import Row
from grader.report import Visibility
from tests.support.marks import MIXED, withheld
from tests.support.reports import a_check, a_lost_update, a_report

STUDENT = Audience("student")
EVERY = a_report(
    a_check(worth=2.0),
    a_lost_update(),
    a_check("T", outcome="timed_out", id="t", rationale="line 3 never ends"),
    a_check("C", outcome="crashed", id="c"),
    a_check("S", outcome="skipped", id="s", rationale="needs: T first"),
    a_check("H", outcome="failed", id="h", rationale="SECRET", visibility=Visibility.HIDDEN),
    author="ann",
)


def parsed(*reports, reader=INSTRUCTOR):
    return ElementTree.fromstring(document((report, reader) for report in reports))


def test_each_outcome_has_its_element():
    (suite,) = parsed(EVERY)

    assert {
        "name": "add-lock (ann)",
        "tests": "6",
        "failures": "4",
        "errors": "0",
        "skipped": "1",
        "time": "0.250",
    } == suite.attrib
    found = [[child.tag for child in case] for case in suite.iter("testcase")]
    assert [[], ["failure"], ["failure"], ["failure"], ["skipped"], ["failure"]] == found
    assert ["failed", "timed_out", "crashed", "failed"] == [one.get("type") for one in suite.iter("failure")]


def test_a_student_reads_what_a_page_would_show():
    text = document([(EVERY, STUDENT)]).decode()

    assert "SECRET" not in text
    assert 5 == text.count("<testcase")


@pytest.mark.parametrize("checks", [(), (a_check(), a_check("B", outcome="broken", id="b"))])
def test_what_is_withheld_is_an_error(checks):
    (suite,) = parsed(withheld(checks=checks, reason="the suite failed", fault="course"))

    assert "1" == suite.get("errors")
    assert str(len(list(suite.iter("testcase")))) == suite.get("tests")
    assert 1 == len(list(suite.iter("error")))


@pytest.mark.parametrize("report", [EVERY, withheld(author="ann", checks=(), reason="nothing was handed in")])
def test_a_grade_by_hand_stands_over_the_machines(report):
    by_hand = Row("ann", "add-lock", Decimal("6.5"), Decimal(10), by_hand="set by ben: shown in the lab")

    data = document([(report, INSTRUCTOR)], {("ann", "add-lock"): by_hand})

    (suite,) = ElementTree.fromstring(data)
    facts = {one.get("name"): one.get("value") for one in suite.iter("property")}
    assert ("judged", "6.5", "10") == (facts["outcome"], facts["points"], facts["max_points"])
    (grade,) = [case for case in suite.iter("testcase") if case.get("name") == "grade"]
    assert ["set by ben: shown in the lab"] == [one.text for one in grade]
    assert "0" == suite.get("errors")
    assert [] == validation.problems("junit", data)


@given(st.text(), st.text())
def test_whatever_a_text_is_the_document_parses(title, rationale):
    report = a_report(a_check(title or "x", outcome="failed", rationale=rationale), author=rationale)

    assert 1 == len(list(parsed(report).iter("failure")))


EVERY_KIND = [MIXED, EVERY, withheld(reason="x", fault="delivery"), withheld(checks=(a_check("B", outcome="broken"),))]


@pytest.mark.parametrize("reader", [INSTRUCTOR, STUDENT], ids=["instructor", "student"])
def test_strict_readers_take_it(reader):
    assert [] == validation.problems("junit", document((report, reader) for report in EVERY_KIND))


REFUSED = {
    "not XML": (b"<testsuites", "it cannot be read"),
    "entities": (b"<!DOCTYPE x [<!ENTITY a 'b'>]><testsuites/>", "a document type is declared"),
    "something else": (b"<html/>", "<html> is neither"),
    "no name": (b"<testsuite tests='0' failures='0' errors='0'/>", "testsuite: `name` is missing"),
    "count": (b"<testsuite name='a' tests='2' failures='0' errors='0'><testcase name='b'/></testsuite>",
              "`tests` is 2, but there is 1"),
    "pytest's record_property": (
        b"<testsuite name='a' tests='1' failures='0' errors='0'><testcase name='b'><properties/></testcase></testsuite>",
        "testsuite/testcase[1]: <properties> cannot stand here"),
    "time": (b"<testsuite name='a' tests='0' failures='0' errors='0' time='0.12345'/>", "'0.12345' is no time"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_strict_readers_would_not_take(kind):
    data, words = REFUSED[kind]

    assert any(words in problem for problem in validation.problems("junit", data))
