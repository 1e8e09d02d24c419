"""The page of one report as Markdown."""

from grader.feedback import markdown
from grader.report import Witness
from tests.support.reports import a_check, a_deadlock, a_lost_update, a_report, at


def test_the_page(snapshot):
    report = a_report(
        a_check(),
        a_lost_update(location=at(15)),
        a_check("Nobody waits for ever.", outcome="failed", witness=a_deadlock(), rationale="Two threads wait."),
        a_check("It is quick.", outcome="skipped", points=0.0),
        a_check("Part.", outcome="failed", points=1.0, rationale="one\ntwo"),
        notices=("Only the examples were run: hidden checks remain.",),
    )

    assert snapshot == markdown.page(
        report,
        heading="Lock the *value*",
        file="my work.py",
        options=" --exercise add-lock",
        source=lambda _: "x = `1`",
    )


def test_a_withheld_page_says_why():
    page = markdown.page(a_report(outcome="withheld", reason="ada is empty"))

    assert "# add\\-lock: withheld\n\nada is empty\n" == page


def test_what_a_program_says_is_no_markup():
    evil = "# <b>big</b> [x](http://evil) `\n```\n![i](http://evil/p.png)"
    page = markdown.page(a_report(a_check(outcome="failed", rationale=evil, hint=evil)))

    assert "<b>" not in page
    assert "](http" not in page.replace("\\]\\(http", "")
    assert not any(line.startswith(("# <", "```")) for line in page.splitlines())


def test_a_witness_without_steps_is_not_drawn():
    page = markdown.page(a_report(a_lost_update(Witness(token="T", steps=()))))

    assert "```" not in page
