"""The figures of a class: who is behind each number. Pure; what draws them is `overview`.

A figure is a group of rows with a label. Every number that the overview shows is the size of a group, so that every
number leads to the submissions behind it, and none can disagree with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from grader.feedback.causes import LONGEST_REASON, cut, in_titles, main_cause, plainer
from grader.feedback.phrases import as_sentence
from grader.gradebook.picture import Picture, Row
from grader.report import NOTHING_TO_SAY, CheckResult, Outcome
from grader.several import counted

STEPS = 10
"""Bars of the distribution, full marks apart."""
SLOW = 5
"""How many of the slowest are named."""
CONFLICT = "in conflict: the machine's grade has changed since a person set it"
OF_ANOTHER_MAXIMUM = "in conflict: only the machine's maximum has changed since a person set it"


@dataclass(frozen=True, slots=True)
class Group:
    """Some submissions, and what they have in common."""

    label: str
    rows: tuple[Row, ...]
    tone: str = "plain"
    details: tuple[str, ...] = ()
    """How it was said to them, the most frequent first."""

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class CheckFigure:
    """One check: who passed it, and who did not."""

    id: str
    title: str
    max_points: float
    groups: tuple[Group, ...]
    """Passed, in part, not passed, skipped, broken; those that nobody is in are left out."""

    @property
    def judged(self) -> int:
        """How many it was run on."""
        return sum(map(len, self.groups))

    @property
    def share(self) -> float:
        """The share that passed it in full, 0 to 1."""
        passed = sum(len(group) for group in self.groups if group.label == "passed")
        return passed / self.judged if self.judged else 0.0


@dataclass(frozen=True, slots=True)
class ExerciseFigures:
    """Everything about one exercise."""

    slug: str
    title: str
    everybody: Group
    judged: Group
    """Those in which checks were run: what shares of checks and causes are shares of."""
    graded: Group
    full: Group
    held_up: Group
    withheld: tuple[Group, ...]
    """Those that are held up, by reason."""
    distribution: tuple[Group, ...]
    """By tenths of the maximum, from nothing to full marks."""
    checks: tuple[CheckFigure, ...]
    causes: tuple[Group, ...]
    """By what cost them points, the most frequent first. Each submission that lost points is in one of them."""
    late: tuple[Group, ...]
    """By days begun."""
    same: tuple[Group, ...]
    """Handed in by several, byte for byte."""
    overridden: Group
    conflicts: tuple[Group, ...]
    """Where the machine has another grade than when a person set one, by what has changed."""
    unhanded: Group
    """Graded by a person, and nothing was handed in."""
    unknown: Group
    unread: Group
    limits: tuple[Group, ...]
    """Those that ran into a limit, by how."""
    slowest: Group
    median_share: float | None
    """Of those that are graded, 0 to 1."""
    median_s: float | None


def figures(picture: Picture) -> tuple[ExerciseFigures, ...]:
    """The figures of each exercise, in the course's order."""
    rows: dict[str, list[Row]] = {heading.slug: [] for heading in picture.headings}
    for row in picture.rows:
        rows.setdefault(row.exercise, []).append(row)
    titles = {heading.slug: heading.title for heading in picture.headings}
    return tuple(_exercise(slug, titles.get(slug, ""), tuple(own)) for slug, own in rows.items())


def _exercise(slug: str, title: str, rows: tuple[Row, ...]) -> ExerciseFigures:
    graded = tuple(row for row in rows if not row.withheld)
    shares = [share for row in graded if (share := share_of(row)) is not None]
    judged = [row for row in rows if row.report is not None and row.report.checks]
    return ExerciseFigures(
        slug=slug,
        title=title,
        everybody=Group("submissions", tuple(row for row in rows if row.attempt)),
        judged=Group("judged", tuple(judged)),
        graded=Group("graded", graded),
        full=Group("full marks", tuple(row for row in graded if is_full(row)), "good"),
        held_up=Group("withheld", tuple(row for row in rows if row.withheld), "warn"),
        withheld=tuple(_in_their_own_words(one) for one in _by(_reason, (row for row in rows if row.withheld))),
        distribution=_distribution(graded),
        checks=_checks(judged),
        causes=_causes([row for row in judged if row.report and row.report.points is not None and not row.withheld]),
        late=_late(rows),
        same=_same(rows),
        overridden=Group("overridden", tuple(row for row in rows if row.override is not None)),
        conflicts=_by(_conflict, (row for row in rows if row.override and row.override.conflict)),
        unhanded=Group("graded by hand, with nothing handed in", tuple(row for row in rows if not row.attempt)),
        unknown=Group("without a known author", _unknown(rows), "warn"),
        unread=Group("with a time that cannot be read", tuple(row for row in rows if row.unread_time), "warn"),
        limits=_limits(judged),
        slowest=Group("slowest", tuple(sorted(judged, key=seconds, reverse=True)[:SLOW])),
        median_share=median(shares) if shares else None,
        median_s=median(map(seconds, judged)) if judged else None,
    )


def _unknown(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Without a roster nobody is known, and that is no news."""
    return tuple(row for row in rows if not row.known) if any(row.known for row in rows) else ()


def _conflict(row: Row) -> str:
    return OF_ANOTHER_MAXIMUM if row.override and row.override.same_points else CONFLICT


def share_of(row: Row) -> float | None:
    """The grade as a share of the maximum; None where there is none."""
    if row.points is None or row.max_points <= 0:
        return None
    return float(row.points / row.max_points)


def is_full(row: Row) -> bool:
    """Whether nothing is missing; a bonus, or a person, may give more than there is."""
    return (share_of(row) or 0) >= 1


def seconds(row: Row) -> float:
    """How long judging took."""
    return row.report.duration_s if row.report is not None else 0.0


def _reason(row: Row) -> str:
    """Why it is withheld. What names checks says the same of whatever program, numbers in their titles included."""
    said = _said(row, row.reason_of_each)
    named = _with_titles(said, row)
    return plainer(said) if named == said else named


def _in_their_own_words(group: Group) -> Group:
    """Where the same is said of all no value has to be left out, and of one alone the delivery's own name may be said."""
    said = {_with_titles(_said(row, row.reason_of_each if len(group) > 1 else None), row) for row in group.rows}
    return (
        replace(group, label=as_sentence(cut(" ".join(said.pop().split()), LONGEST_REASON)))
        if len(said) == 1
        else group
    )


def _said(row: Row, of_each: str | None) -> str:
    return _not_followed(row) or of_each or row.reason or "No reason was given."


def _with_titles(said: str, row: Row) -> str:
    return in_titles(said, row.report.checks if row.report else ())


def _not_followed(row: Row) -> str | None:
    """What of a program the grader cannot follow, by the first check that says it: the reason says only that it is so."""
    if row.report is None or row.report.fault != "program":
        return None
    return next((check.rationale for check in row.report.checks if check.outcome is Outcome.BROKEN), None)


def _by(key: Callable[[Row], str], rows: Iterable[Row]) -> tuple[Group, ...]:
    """Groups by what a row says that asks for somebody's eye, the largest first."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    groups = (Group(label, tuple(own), "warn") for label, own in found.items())
    return tuple(sorted(groups, key=lambda group: (-len(group), group.label)))


def _distribution(graded: Sequence[Row]) -> tuple[Group, ...]:
    bins: list[list[Row]] = [[] for _ in range(STEPS + 1)]
    for row in graded:
        share = share_of(row)
        if share is not None:
            bins[max(0, min(STEPS, int(share * STEPS)))].append(row)
    labels = [f"{100 * n // STEPS} to {100 * (n + 1) // STEPS} %" for n in range(STEPS)]
    return tuple(
        Group(label, tuple(own), "good" if label == "full marks" else "plain")
        for label, own in zip([*labels, "full marks"], bins, strict=True)
    )


_ENDS: dict[Outcome, tuple[str, str]] = {
    Outcome.PASSED: ("passed", "good"),
    Outcome.FAILED: ("not passed", "bad"),
    Outcome.TIMED_OUT: ("not passed", "bad"),
    Outcome.CRASHED: ("not passed", "bad"),
    Outcome.SKIPPED: ("skipped", "dim"),
    Outcome.BROKEN: ("could not be judged", "warn"),
}
_ORDER = ("passed", "in part", "not passed", "skipped", "could not be judged")


def _checks(judged: Sequence[Row]) -> tuple[CheckFigure, ...]:
    """By check, in the order of the suite; checks of one name in one suite are the same check."""
    found: dict[str, dict[str, list[Row]]] = {}
    about: dict[str, CheckResult] = {}
    for row in judged:
        for check in row.report.checks if row.report else ():
            about.setdefault(check.id, check)
            found.setdefault(check.id, {}).setdefault(_end(check), []).append(row)
    tones = {"in part": "part", **dict(_ENDS.values())}
    return tuple(
        CheckFigure(
            name,
            about[name].title or name,
            about[name].max_points,
            tuple(Group(end, tuple(ends[end]), tones[end]) for end in _ORDER if end in ends),
        )
        for name, ends in found.items()
    )


def _end(check: CheckResult) -> str:
    if 0 < (check.points or 0) < check.max_points:
        return "in part"
    return _ENDS[check.outcome][0]


def _causes(judged: Sequence[Row]) -> tuple[Group, ...]:
    found: dict[str, list[Row]] = {}
    said: dict[str, Counter[str]] = {}
    for row in judged:
        main = main_cause(row.report) if row.report else None
        if main is not None:
            cause, words = main
            found.setdefault(cause, []).append(row)
            said.setdefault(cause, Counter())[words] += 1
    groups = []
    for cause, rows in found.items():
        label = _in_their_words(cause, said[cause])
        groups.append(Group(label, tuple(rows), "bad", _examples(label, said[cause])))
    return tuple(sorted(groups, key=lambda group: (-len(group), group.label)))


def _in_their_words(cause: str, said: Mapping[str, int]) -> str:
    """Where all were told the same, no value has to be left out."""
    first = next(iter(said))
    return as_sentence(first) if len(said) == 1 and cause == plainer(first) else cause


def _examples(cause: str, said: Mapping[str, int]) -> tuple[str, ...]:
    """The most frequent words, where they say more than the cause does."""
    common = Counter(said).most_common(3)
    return tuple(
        f"{cut(words)} ({times})" if times > 1 else cut(words)
        for words, times in common
        if words not in ("", NOTHING_TO_SAY)
        and not words.startswith("Deadlock")
        and not cause.startswith(as_sentence(words).rstrip("."))
    )


def _late(rows: Sequence[Row]) -> tuple[Group, ...]:
    days = sorted({row.days_late for row in rows if row.days_late > 0})
    return tuple(Group(f"{counted(n, 'day')} late", tuple(row for row in rows if row.days_late == n)) for n in days)


def _same(rows: Sequence[Row]) -> tuple[Group, ...]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.digest:
            found.setdefault(row.digest, []).append(row)
    several = (own for own in found.values() if len({row.together or row.author for row in own}) > 1)
    groups = (Group("the same files", tuple(own), "warn") for own in several)
    return tuple(sorted(groups, key=lambda group: (-len(group), group.rows[0].author)))


_LIMITS = {Outcome.TIMED_OUT: "took too long", Outcome.CRASHED: "crashed, or hit a limit"}


def _limits(judged: Sequence[Row]) -> tuple[Group, ...]:
    groups = []
    for outcome, label in _LIMITS.items():
        rows = [row for row in judged if row.report and any(check.outcome is outcome for check in row.report.checks)]
        groups.append(Group(label, tuple(rows), "bad"))
    return tuple(group for group in groups if group.rows)


def total_taken(rows: Iterable[Row]) -> Decimal:
    """The points that lateness cost, all together."""
    return sum((row.taken for row in rows), Decimal(0))
