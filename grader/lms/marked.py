"""From a report to what every platform's result is made of: a list of marked checks, points, and words. Pure.

Points and maximum are sums over the same list, in exact hundredths; a platform's module only writes them down in its
own form. What is withheld has no points: a platform that insists on a number gets one in a form that nobody can take
for a grade (see the module of each).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from textwrap import dedent

from grader import score
from grader.errors import GraderError
from grader.feedback import audience, matrix
from grader.feedback.audience import Audience
from grader.feedback.clean import clean, lines_of
from grader.feedback.finding import SIGNS
from grader.feedback.ink import Style
from grader.feedback.terminal import Context, findings
from grader.lms.occasion import Occasion
from grader.report import CheckResult, Outcome, Report, Visibility, exact, written
from grader.several import counted

PAPER = Style(width=88)
"""Platforms show our text in a fixed-width box without colours."""
NOT_JUDGED = "Not judged: the grader was stopped before."
GRADER_FAILED = (
    "This was not graded, and that is not your fault: the grader failed or was stopped. You lose nothing by it. "
    "Hand in again later, or ask your instructor, who can see why."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One check, as a platform lists it."""

    id: str
    title: str
    outcome: Outcome
    points: Decimal | None
    max_points: Decimal
    """What it adds to the maximum: nothing for a bonus."""
    when: Visibility
    """When students may see it."""
    shown: bool
    """Whether they may see it now, for platforms that show everything at once."""
    text: str
    """What a student may read of it."""

    @property
    def sign(self) -> str:
        """How a page marks it."""
        return "?" if self.points is None else SIGNS[self.outcome][0]

    @property
    def earned(self) -> Decimal:
        """The points, where there is a grade: nobody may take what is not known for a number."""
        assert self.points is not None, f"nobody knows what {self.id} earned"
        return self.points

    @property
    def passed(self) -> bool:
        """Whether it earned everything."""
        return self.outcome is Outcome.PASSED


@dataclass(frozen=True, slots=True)
class Marked:
    """One submission, marked. `points` is None where the grade is withheld, and then `reason` says why."""

    entries: tuple[Entry, ...]
    points: Decimal | None
    max_points: Decimal
    words: tuple[str, ...] = ()
    """For the student, above everything else."""
    reason: str = ""
    """Why there is no grade, for the instructor."""
    counted: bool = True
    """Whether it uses up an attempt."""
    fault: str | None = None
    remaining: tuple[str, ...] = ()
    """That there are checks which the student cannot see yet."""
    duration_s: float = 0.0

    @property
    def fraction(self) -> float | None:
        """The part that was earned, at most everything; None where nobody knows."""
        if self.points is None:
            return None
        if not self.max_points:
            raise GraderError("the exercise is worth nothing, so no part of it can be earned")
        return min(1.0, float(self.points / self.max_points))

    @property
    def known(self) -> Decimal:
        """The points of the entries that have some; the grade before lateness, where nothing is withheld."""
        return sum((entry.points for entry in self.entries if entry.points is not None), Decimal(0))

    @property
    def unknown(self) -> Decimal:
        """The part of the maximum of which nobody can say yet how much was earned."""
        judged = sum((entry.max_points for entry in self.entries if entry.points is not None), Decimal(0))
        return self.max_points - judged

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The entries that a student may see now."""
        return tuple(entry for entry in self.entries if entry.shown)

    @property
    def unshown(self) -> tuple[Entry, ...]:
        """Those that a student may not see now."""
        return tuple(entry for entry in self.entries if not entry.shown)


def mark(
    report: Report,
    occasion: Occasion,
    policy: score.Policy,
    *,
    now: datetime,
    max_points: Decimal,
    syntax_only: bool = False,
) -> Marked:
    """Mark what was judged to its end, or what will never be.

    `max_points` is the exercise's maximum where a withheld report has none; `syntax_only`: it is no Python, and costs
    no attempt.
    """
    reader = _student(occasion, now)
    grade = score.apply(policy, report, score.HandedIn(occasion.handed_in, occasion.due))
    return Marked(
        entries=tuple(_entries(report, reader)),
        points=grade.points,
        max_points=grade.max_points or max_points,
        words=tuple(map(_harmless, (*_why(report), *_lateness(grade), *report.notices, *_rows(report, reader)))),
        reason=_harmless(report.reason or ""),
        counted=not syntax_only and report.fault in (None, "review", "pending"),
        fault=report.fault,
        remaining=tuple(audience.remaining(report, reader)),
        duration_s=report.duration_s,
    )


def interrupted(report: Report, occasion: Occasion, *, now: datetime, reason: str) -> Marked:
    """Mark what is known so far of a submission that is not judged to its end: withheld, whatever it shows."""
    entries = tuple(_entries(report, _student(occasion, now), unjudged=NOT_JUDGED))
    most = exact(report.max_points)
    words = (GRADER_FAILED, "What had been judged by then is below; it is no grade.") if entries else (GRADER_FAILED,)
    return Marked(
        entries, None, most, words, _harmless(reason), counted=False, fault="grader", duration_s=report.duration_s
    )


def _student(occasion: Occasion, now: datetime) -> Audience:
    return audience.student(due=occasion.due, published=occasion.published, now=now)


def failed(reason: str, max_points: Decimal) -> Marked:
    """Mark a submission of which nothing is known."""
    return Marked((), None, max_points, (GRADER_FAILED,), _harmless(reason), counted=False, fault="grader")


def refused(words: Sequence[str], max_points: Decimal) -> Marked:
    """Mark an attempt that policy does not let in."""
    return Marked((), None, max_points, tuple(words), " ".join(words), counted=False, fault="attempts")


def _harmless(text: str) -> str:
    """Lines that are safe to show, as many as anyone reads."""
    return "\n".join(lines_of(text, limit=20_000))


def _entries(report: Report, reader: Audience, *, unjudged: str = audience.BROKEN) -> Iterator[Entry]:
    shown = {check.id for check in audience.readable(report, reader).checks}
    before: list[CheckResult] = []
    for check in report.checks:
        yield Entry(
            id=check.id,
            title=clean(check.title or check.id),
            outcome=check.outcome,
            points=None if check.points is None or report.fault == "review" else exact(check.points),
            max_points=Decimal(0) if check.bonus else exact(check.max_points),
            when=audience.when(check, report),
            shown=check.id in shown,
            text=unjudged if check.points is None and report.fault != "program" else _text(check, report, before),
        )
        if audience.when(check, report) is Visibility.VISIBLE:  # what is told there may be referred to
            before.append(check)


def _text(check: CheckResult, report: Report, before: Sequence[CheckResult]) -> str:
    context = Context(PAPER, file=report.submission.entry)
    return dedent(findings(audience.for_student(check, report), report, context, before)).rstrip("\n")


def _why(report: Report) -> Iterator[str]:
    reason = audience.reason(report)
    if reason is not None:
        yield f"Not graded. {reason}"


def _rows(report: Report, reader: Audience) -> Iterator[str]:
    """In which interpreters and start methods it was judged, and in which it was not."""
    rows = matrix.lines(audience.readable(report, reader))
    if rows:
        yield "\n".join([matrix.HEADING, *(f"{name}: {found}" for name, found in rows)])


def _lateness(grade: score.Grade) -> Iterator[str]:
    """In percent only: points taken off would tell what the hidden checks gave."""
    if grade.days_late and grade.percent:
        days = counted(grade.days_late, "day")
        yield f"Handed in {days} late: {written(grade.percent)} % of the points earned are taken off."
