"""What a batch made of grades that were there before, though nothing newer was handed in: told, so that no grade changes silently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from grader.gradebook import results
from grader.gradebook.book import Gradebook
from grader.gradebook.entries import Entry
from grader.report import written

EARLIER = "an earlier delivery counts again: if an older download was read last, give the newest once more"
AGAIN = "judged again"
WORD = "a person had set that under another name of theirs"
RULES = "the due dates, extensions or [late] say otherwise now"


def changed(before: Iterable[Entry], after: Iterable[Entry]) -> Mapping[str, list[str]]:
    """Grades that are other ones now, by why; what is withheld is told with its reason, elsewhere. Pure."""
    now = {(entry.exercise, entry.author): entry for entry in after}
    found: dict[str, list[str]] = {}
    for then in before:
        entry = now.get((then.exercise, then.author))
        if entry is not None and (why := _why(then, entry)):
            was, is_now = (_grade(one, by_hand=why == WORD) for one in (then, entry))
            found.setdefault(why, []).append(f"{entry.who} {entry.exercise} {was} -> {is_now}")
    return found


def _why(then: Entry, now: Entry) -> str:
    """Why a grade is another one; '' where it is not, or where everybody expects it."""
    if then.override is None and now.override is not None:
        return "" if then.withheld or _grade(then) == _grade(now, by_hand=True) else WORD
    if now.machine_points is None or now.delivery > then.delivery or _grade(then) == _grade(now):
        return ""
    if now.delivery < then.delivery:
        return EARLIER
    if then.machine_points is None:
        return ""
    return RULES if now.result == then.result else AGAIN


def _grade(entry: Entry, *, by_hand: bool = False) -> str:
    points, most = entry.machine_points, entry.machine_max_points
    if by_hand:
        points, most = entry.points, entry.max_points
    if points is None:
        return "withheld"
    return f"{written(points)} / {written(most)}"


def by_another_suite(book: Gradebook, entries: Iterable[Entry], suites: Mapping[str, str]) -> Mapping[str, list[str]]:
    """Whose grade another suite gave than that which an exercise has now (by its digest), by exercise."""
    graded = [one for one in entries if one.exercise in suites and one.machine_points is not None]
    with book.reading() as connection:
        known = results.by_id(connection, (one.result for one in graded if one.result))
    found: dict[str, list[str]] = {}
    for one in graded:
        if one.result in known and known[one.result].suite != suites[one.exercise]:
            found.setdefault(one.exercise, []).append(one.who)
    return found
