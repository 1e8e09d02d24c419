"""The page of one report as Markdown: for mails, comments on platforms, and whoever reads plain text.

Everything from a submission is escaped, so that it can neither add markup of its own nor leave its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.feedback.clean import lines_of, markdown_block, markdown_code, markdown_text
from grader.feedback.ink import Style, written
from grader.feedback.knot import knot
from grader.feedback.lanes import drawn
from grader.feedback.story import SourceLine, no_source, place_of, tell
from grader.feedback.terminal import PARTLY, SIGNS, SILENT, replay_command, score
from grader.report import CheckResult, Report, Witness

_STYLE = Style(width=88, colour=False, encoding="utf-8")


def page(
    report: Report, *, heading: str = "", file: str = "", options: str = "", source: SourceLine = no_source
) -> str:
    """The whole page of a report that is cut to its reader."""
    return "\n".join(_lines(report, heading or report.exercise, file, options, source)).rstrip() + "\n"


def _lines(report: Report, heading: str, file: str, options: str, source: SourceLine) -> Iterator[str]:
    total = "withheld" if report.points is None else score(report.points, report.max_points)
    yield f"# {markdown_text(heading)}: {total}"
    yield ""
    if report.reason:
        yield from (markdown_text(line) for line in lines_of(report.reason))
        yield ""
    for check in report.checks:
        yield from _check(check, report, file, options, source)
    if report.notices:
        yield "---"
        yield ""
        yield from (f"- {markdown_text(notice)}" for notice in report.notices)


def _check(check: CheckResult, report: Report, file: str, options: str, source: SourceLine) -> Iterator[str]:
    partly = 0 < (check.points or 0) < check.max_points
    sign = (PARTLY if partly else SIGNS[check.outcome])[0]
    worth = "" if check.points is None or check.max_points == check.points == 0 else _worth(check)
    yield f"## {sign} {markdown_text(check.title or check.id)}{worth}"
    yield ""
    rationale = check.rationale or SILENT[check.outcome]
    if rationale:
        yield from (f"{markdown_text(line)}  " for line in lines_of(rationale))
        yield ""
    if check.location is not None:
        quoted = source(check.location).strip()
        yield f"{markdown_text(place_of(check.location, report.submission.entry))}" + (
            f": {markdown_code(quoted)}" if quoted else ""
        )
        yield ""
    if check.witness is not None and check.witness.steps:
        yield from _witness(check.witness, report, file, options)
    if check.hint:
        yield f"> **Hint:** {' '.join(map(markdown_text, lines_of(check.hint)))}"
        yield ""


def _worth(check: CheckResult) -> str:
    return f" ({score(check.points or 0, check.max_points)}{' bonus' if check.bonus else ''})"


def _witness(witness: Witness, report: Report, file: str, options: str) -> Iterator[str]:
    yield markdown_block(written(drawn(tell(witness), _STYLE), _STYLE))
    yield ""
    if stuck := knot(witness, report.submission.entry):
        yield from (f"- {markdown_text(str(one))}" for one in stuck)
        yield ""
    command = replay_command(witness, file or report.submission.entry, options)
    yield f"Again, step by step: {markdown_code(command)}"
    yield ""
