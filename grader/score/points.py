"""The arithmetic of points: exact, in hundredths, rounded half up in one place.

1. What an author writes has at most two decimals, so sums of it are exact.
2. Checks that are one function with several parameters share its points. The share of each is rounded down to
   hundredths, and the hundredths left over go one each to the first in the order of their ids: the parts always
   sum to the whole.
3. A check earns its share, or the largest fraction that it awarded, times its share, rounded half up to hundredths.
4. Totals are sums of what is shown for each check. Nothing is rounded twice.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from grader.report import CENT, Outcome
from grader.score.evidence import CheckRecord


def half_up(value: Fraction | Decimal) -> Decimal:
    """Round a number that is not negative to hundredths, halves upwards."""
    return math.floor(Fraction(value) * 100 + Fraction(1, 2)) * CENT


def split(whole: Decimal, names: Iterable[str]) -> dict[str, Decimal]:
    """Share `whole` among names in hundredths, so that the parts sum to it."""
    ordered = sorted(set(names))
    each, left = divmod(int(whole / CENT), len(ordered))
    return {name: (each + (rank < left)) * CENT for rank, name in enumerate(ordered)}


def shares(checks: Iterable[CheckRecord]) -> Mapping[str, Decimal]:
    """The most that each check can earn, by id."""
    groups: dict[str, list[CheckRecord]] = {}
    for check in checks:
        groups.setdefault(check.group, []).append(check)
    found: dict[str, Decimal] = {}
    for members in groups.values():
        found |= split(members[0].worth, (check.id for check in members))
    return found


def earned(check: CheckRecord, share: Decimal) -> Decimal | None:
    """What a check earns of its share; None where nobody can say."""
    match check.outcome:
        case Outcome.BROKEN:
            return None
        case Outcome.SKIPPED:
            return Decimal(0) if check.fault is None else None
        case Outcome.PASSED:
            return share if check.best is None else half_up(check.best * Fraction(share))
        case Outcome.FAILED | Outcome.TIMED_OUT | Outcome.CRASHED:
            return Decimal(0) if check.best is None else half_up(check.best * Fraction(share))
