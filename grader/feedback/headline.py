"""The number at the top of a page: what counts for its reader, and how it came about.

What a person has set comes first, then what lateness leaves of the points. Where checks are kept back from this reader, the
number is that of the others, and says so: full marks of a part would be read as full marks. What is kept back, and whether
its worth may be told, was decided by `audience`; here is no more to know of it than the report says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from grader.report import Report, exact, written
from grader.score.policy import Policy, after_lateness, percent_taken

if TYPE_CHECKING:
    from grader.gradebook.picture import Override

SHOWN_NOW = "that can be shown now"


@dataclass(frozen=True, slots=True)
class Standing:
    """What else makes a grade of a report's points."""

    days_late: int = 0
    policy: Policy = field(default_factory=Policy)
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """What counts, in words."""

    score: str
    """ "9 / 10", "1 of 1 that can be shown now"; '' where the grade is withheld."""
    how: tuple[str, ...]
    """How it came about, a sentence each; nothing where it is the sum of the checks."""
    share: float | None
    """Percent of all that there is to earn, for a bar; None where that is not known."""
    full: bool
    """Whether nothing is missing."""


NO_STANDING = Standing()


def headline(report: Report, standing: Standing = NO_STANDING) -> Headline:
    """The headline of a report that is already cut to its reader."""
    if standing.override is not None:
        return _set(report, standing.override, standing.days_late)
    if report.points is None:
        return Headline("", _merely(standing.days_late), None, full=False)
    earned, days = exact(report.points), standing.days_late
    percent = percent_taken(standing.policy, days)
    left = after_lateness(standing.policy, earned, days)
    how = _lateness(earned, left, f"{_days(days)} late ({written(percent)} %)") if percent else _merely(days)
    return _earned(report, left, how)


def _set(report: Report, override: Override, days: int) -> Headline:
    """What a person said, whatever the checks came to, out of what they set it against, whatever there is to earn today."""
    most = None if _hides_for_good(report) else override.max_points
    score = f"{written(override.points)} points" if most is None else f"{written(override.points)} / {written(most)}"
    who = override.by.strip() or "your instructor"
    how = f"Set by {who}{f': {override.reason}' if override.reason else '.'}"
    share, full = _share(override.points, most), most is not None and override.points >= most
    return Headline(score, (how, *_merely(days)), share, full=full)


def _earned(report: Report, left: Decimal, how: tuple[str, ...]) -> Headline:
    shown, most = exact(report.max_points), _most(report)
    if shown == most:
        return Headline(f"{written(left)} / {written(shown)}", how, _share(left, most), full=left >= shown)
    score = f"{written(left)} of {written(shown)} {SHOWN_NOW}" if report.checks else "nothing to be shown yet"
    return Headline(score, (*how, _missing(report, most)), _share(left, most), full=False)


def _missing(report: Report, most: Decimal | None) -> str:
    """What the number leaves out."""
    if most is None:
        return "This is not the whole grade: other checks are not shown."
    more = most - exact(report.max_points)
    return f"{written(more)} more {'point is' if more == 1 else 'points are'} shown later."


def _lateness(earned: Decimal, left: Decimal, late: str) -> tuple[str, ...]:
    """What lateness takes of the points of these checks, and of no others: more would tell how the others went."""
    return (f"{written(earned)} for the checks, less {written(earned - left)} for handing in {late}.",)


def _merely(days: int) -> tuple[str, ...]:
    return (f"Handed in {_days(days)} late.",) if days else ()


def _days(days: int) -> str:
    return "one day" if days == 1 else f"{days} days"


def _most(report: Report) -> Decimal | None:
    """All that there is to earn; None where this reader is not told."""
    if report.unseen is None:
        return exact(report.max_points)
    return None if report.unseen.points is None else exact(report.max_points) + exact(report.unseen.points)


def _hides_for_good(report: Report) -> bool:
    """Whether there are checks of which this reader may learn no worth, not by subtraction either."""
    return report.unseen is not None and report.unseen.points is None


def _share(points: Decimal, most: Decimal | None) -> float | None:
    if most is None or most <= 0:
        return None
    return round(float(max(Decimal(0), min(Decimal(100), 100 * points / most))), 1)
