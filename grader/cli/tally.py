"""What a batch says in the end: counts for people, one JSON document for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from grader.batch.places import GRADES, OVERVIEW
from grader.batch.settle import NOT_YET
from grader.course import Course
from grader.feedback.clean import clean
from grader.gradebook.entries import Entry
from grader.report import written
from grader.several import the_first

SCHEMA = "grader.batch/1"
SHOWN = 10
"""Reasons that are told on a screen, and people who are named for each; the file has all."""


def summary(course: Course, entries: Sequence[Entry], out: Path, missing: Mapping[str, int]) -> str:
    """The page on stdout. `missing`: how many of the roster handed nothing in, by exercise."""
    return "".join(f"{clean(line)}\n" for line in _lines(course, entries, out, missing))


def _lines(course: Course, entries: Sequence[Entry], out: Path, missing: Mapping[str, int]) -> Iterator[str]:
    slugs = [slug for slug in course.exercises if any(entry.exercise == slug for entry in entries)]
    width = max(map(len, slugs), default=0)
    for slug in slugs:
        mine = [entry for entry in entries if entry.exercise == slug]
        yield f"{slug:{width}}  {counted([entry for entry in mine if entry.attempt])}{_absent(mine, missing.get(slug, 0))}"
    nowhere = sum(1 for entry in entries if not entry.exercise)
    if nowhere:
        yield f"{nowhere} {'author has a delivery' if nowhere == 1 else 'authors have deliveries'} for no exercise"
    withheld = [entry for entry in entries if entry.withheld and entry.reason != NOT_YET]
    waiting = sum(1 for entry in entries if entry.reason == NOT_YET)
    reasons = _by_reason(withheld)
    for same in reasons[:SHOWN]:
        slug = f"  {same[0].exercise}" if same[0].exercise else ""
        reason = same[0].reason if len(same) == 1 else same[0].reason_of_each
        yield f"  {named([entry.who for entry in same])}{slug}: {reason}"
    if more := sum(map(len, reasons[SHOWN:])):
        yield f"  and {more} more that are withheld: see {out / GRADES}"
    if waiting:
        yield f"  {waiting} {'is' if waiting == 1 else 'are'} {NOT_YET}"
    yield f"Grades: {out / GRADES}   the class: {out / OVERVIEW}"


def is_unfinished(entries: Sequence[Entry]) -> bool:
    """Whether a batch that was stopped has left something."""
    return any(entry.reason == NOT_YET for entry in entries)


def _by_reason(withheld: Sequence[Entry]) -> list[list[Entry]]:
    """Those of one exercise that are withheld for the same reason: it is read once."""
    found: dict[tuple[str, str | None], list[Entry]] = {}
    for entry in withheld:
        found.setdefault((entry.exercise, entry.reason_of_each), []).append(entry)
    return list(found.values())


def _absent(entries: Sequence[Entry], absent: int) -> str:
    """How many handed nothing in, those to whom a person gave a grade all the same among them."""
    by_hand = sum(1 for entry in entries if not entry.attempt)
    if not absent:
        return ""
    graded = f"{by_hand} of them graded by hand" if by_hand < absent else "graded by hand"
    return f"; {absent} handed nothing in" + (f", {graded}" if by_hand else "")


def counted(entries: Sequence[Entry]) -> str:
    """What came of all that was handed in."""
    graded = [entry for entry in entries if entry.points is not None]
    full = sum(1 for entry in graded if entry.points is not None and entry.points >= entry.max_points)
    late = sum(1 for entry in entries if entry.days_late)
    waiting = sum(1 for entry in entries if entry.reason == NOT_YET)
    parts = [
        f"{full} with full marks",
        f"{len(graded) - full} with points lost",
        f"{len(entries) - len(graded) - waiting} withheld",
        *([f"{waiting} {NOT_YET}"] if waiting else []),
    ]
    return f"{len(entries)} handed in: {', '.join(parts)}" + (f"; {late} late" if late else "")


def document(course: Course, entries: Sequence[Entry], out: Path) -> bytes:
    """The one JSON document of `--json`."""
    return msgspec.json.encode(
        {"schema": SCHEMA, "course": course.title, "out": str(out), "grades": [row_of(entry) for entry in entries]}
    )


def cautions(entries: Sequence[Entry]) -> Iterator[str]:
    """What an instructor should look at although there is a grade: told at each batch, until it is mended."""
    conflicts = [entry for entry in entries if entry.override is not None and entry.override.conflict]
    if conflicts:
        whose = named([f"{entry.who} {entry.exercise} ({_both(entry)})" for entry in conflicts])
        yield (
            f"CONFLICT: the machine's grade has changed since a person set it: {whose}. `grade book show --only conflict` "
            "lists them; `grade book override` settles one: set it again, or --withdraw it."
        )
    unread = [entry for entry in entries if entry.unread_time]
    if unread:
        whose = named([f"{entry.who} {entry.exercise} ({entry.unread_time!r})" for entry in unread])
        yield f"Careful: nobody knows whether these are late, since their time cannot be read: {whose}."


def changes(by_why: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Grades that are other ones than before, although nothing newer was handed in."""
    for why, every in by_why.items():
        yield f"Changed: {named(list(every))}: {why}."


def doubts(course: Course, entries: Iterable[Entry], stale: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What the course's files may have done that nobody meant. `stale`: whose grade an earlier suite gave, by exercise."""
    for slug, every in stale.items():
        yield (
            f"Careful: an earlier suite of {slug} gave these their grades: {named(list(every))}. Give what they handed in again, "
            f"or `grade rescore {slug}` where nothing but points has changed."
        )
    for slug in sorted({entry.exercise for entry in entries} - course.exercises.keys() - {""}):
        yield (
            f"Careful: this gradebook has grades for {slug}, which is no exercise of {course.title}. If only its slug is another now, "
            "change it back (a title may change): grades by hand, comments and extensions stay with the old one."
        )


def _both(entry: Entry) -> str:
    by_hand = f"{written(entry.points or 0)} / {written(entry.max_points)}"
    changed = only_the_maximum(entry)
    return f"set to {by_hand}, {changed}" if changed else f"set to {by_hand}, the machine: {by_the_machine(entry)}"


def only_the_maximum(entry: Entry) -> str:
    """What has changed of the machine's grade since a person set one, where its points have not; else ''."""
    over = entry.override
    if over is None or over.max_points is None or not over.same_points:
        return ""
    return f"only the machine's maximum has changed, from {written(over.max_points)} to {written(entry.machine_max_points)}"


def by_the_machine(entry: Entry) -> str:
    """What the machine says, whatever a person has set."""
    if entry.machine_points is None:
        return (
            "withheld"
            if entry.max_points == entry.machine_max_points
            else f"withheld, of {written(entry.machine_max_points)}"
        )
    return f"{written(entry.machine_points)} / {written(entry.machine_max_points)}"


def named(every: list[str]) -> str:
    """Names, as many as fit on a screen, and none that ends its line."""
    return clean(the_first(SHOWN, every))


def row_of(entry: Entry) -> dict[str, object]:
    """An entry as programs read it: the columns of `grades.csv`."""
    return {
        "author": entry.author,
        "exercise": entry.exercise,
        "outcome": "withheld" if entry.withheld else "judged",
        "points": None if entry.points is None else float(entry.points),
        "max_points": float(entry.max_points),
        "late": entry.days_late,
        "reason": entry.reason,
        "attempt": entry.attempt,
        "submission_digest": entry.digest,
        "graded_at": entry.graded_at,
    }
