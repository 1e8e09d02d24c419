"""From deliveries and results to grades: what counts of each author's deliveries, what lateness takes, and what withholds
the grade. `grade` decides and is pure; `settle` brings a gradebook up to date with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal

from grader.batch.arrivals import UNCLEAR
from grader.batch.called import said_of
from grader.course import Course
from grader.gradebook import deliveries, entries, grades, results, words
from grader.gradebook.book import Gradebook
from grader.gradebook.deliveries import Delivered, Standing
from grader.gradebook.grades import Graded
from grader.gradebook.results import Result
from grader.intake.entry import called
from grader.score.policy import HandedIn, Policy, after_lateness

NOUGHT = Decimal(0)
NOT_YET = "not judged yet"
"""Why there is no grade of what a batch did not come to."""
UNDECIDED = "the platform calls it late and does not say by how much"
UNREAD = "its time cannot be read"


KeyOf = Callable[[Delivered], str]
"""The key of a delivery's result under the terms of now; '' where it is not judged under them."""


def settle(book: Gradebook, course: Course, key_of: KeyOf, *, cause: str, now: datetime) -> None:
    """Make grades of what a gradebook holds: a new one where something has changed."""
    with book.writing() as connection:
        found = deliveries.of_course(connection, course.title)
        before = grades.current(connection, course.title)
        granted = words.all_of(connection, words.Extension, course.title)
        have = results.newest(connection, filter(None, map(key_of, found)))
        old = results.by_id(connection, (one.result for one in before.values() if one.result))
        standings = {whose: deliveries.standing(attempts) for whose, attempts in deliveries.by_author(found).items()}
        counting = {
            whose: have.get(key_of(one.delivery)) or _kept(one, before.get(whose), old)
            for whose, one in standings.items()
        }
        most = entries.most_of(filter(None, counting.values()))
        news = []
        for (slug, author), standing in standings.items():
            result = counting[slug, author]
            if slug and slug not in course.exercises and (slug, author) in before:
                continue  # nobody knows its dates any more
            if key_of is by_the_grades and result is None and _waits(standing) and (slug, author) in before:
                continue  # a batch that runs beside us is about to judge it; until then it stays as it was
            exercise = course.exercises.get(slug)
            due = words.extended(exercise.due if exercise else None, slug, author, granted)
            entry = exercise.entry if exercise else ""
            rules = Rules(Policy.of(course.late), due, most.get(slug, NOUGHT), entry=entry, zone=course.zone)
            news.append(grade(standing, result, rules, cause=cause, now=now))
        grades.add(connection, news)


def by_the_grades(_: Delivered) -> str:
    """Nothing is judged now: each delivery keeps the result that its grade stands on."""
    return ""


def _waits(standing: Standing) -> bool:
    return not standing.rivals and not standing.strange


def _kept(standing: Standing, before: Graded | None, old: Mapping[int, Result]) -> Result | None:
    """The result behind an earlier grade of the same delivery: what was judged under other terms stays judged."""
    if before is None or before.delivery != standing.delivery.id or before.result is None:
        return None
    return old.get(before.result)


@dataclass(frozen=True, slots=True)
class Rules:
    """What turns points into a grade."""

    policy: Policy
    due: datetime | None
    """For this author: the exercise's date, or the extension."""
    max_points: Decimal = NOUGHT
    """Of the exercise, for what was never judged; nought where nobody knows."""
    entry: str = ""
    """The exercise's file, by whose name a single file was judged."""
    zone: tzinfo | None = None
    """The course's, to name and count days in."""

    @property
    def due_on_the_wall(self) -> datetime | None:
        """The date in the course's zone; an extension is kept in another."""
        return self.due.astimezone(self.zone) if self.due and self.zone else self.due


def grade(standing: Standing, result: Result | None, rules: Rules, *, cause: str, now: datetime) -> Graded:
    """The grade of the delivery that counts."""
    delivery = standing.delivery
    days = HandedIn(delivery.submitted_at, rules.due_on_the_wall).days_late
    reason = _why_not(standing, result, rules)
    earned = result.points if result is not None and reason is None else None
    left = None if earned is None else after_lateness(rules.policy, earned, days)
    return Graded(
        course=delivery.course,
        exercise=delivery.exercise,
        author=delivery.author,
        delivery=delivery.id,
        result=result.id if result else None,
        points=left,
        max_points=result.max_points if result and result.max_points else rules.max_points,
        reason=reason,
        days_late=days,
        taken=NOUGHT if earned is None or left is None else earned - left,
        attempt=standing.attempt,
        cause=cause,
        graded_at=now,
    )


def _why_not(standing: Standing, result: Result | None, rules: Rules) -> str | None:
    """Why there is no grade, if so."""
    delivery = standing.delivery
    if standing.rivals:
        return (
            f"several deliveries, and nothing says which is the latest: {', '.join(standing.rivals)}; one of them has to be "
            "handed in again, or the others taken out of what is graded"
        )
    if standing.strange:
        return _all_of(standing.strange)
    if result is None:
        return NOT_YET
    if result.points is None:
        return _in_its_name(delivery, rules.entry, result.reason or "withheld")
    if not rules.policy.late_per_day or (rules.due and delivery.first_seen <= rules.due):
        return None  # what lay here before it was due was handed in before
    if delivery.marked_late and delivery.submitted_at is None:
        return f"{UNDECIDED}; {_seen(delivery, rules)}, or override the grade"
    if delivery.unread_time and rules.due:
        return f"{UNREAD} ({delivery.unread_time!r}), so nobody knows whether it is late; mend that time, or override the grade"
    return None


def _all_of(strange: Sequence[str]) -> str:
    """Why nothing can be judged of several deliveries: what is the same of all is said once."""
    about = UNCLEAR if all(one.startswith(UNCLEAR) for one in strange) else ""
    return about + "; ".join(one.removeprefix(about) for one in strange)


def _seen(delivery: Delivered, rules: Rules) -> str:
    """What an extension must reach to, where nobody knows more than when a batch first met a delivery."""
    day = delivery.first_seen.astimezone(rules.zone).date()
    return f"it lay here on {day}: `grade book extend` it until then"


def _in_its_name(delivery: Delivered, entry: str, reason: str) -> str:
    """A reason that whoever handed in a file reads under the name that it came by."""
    name = delivery.delivered_as
    return said_of(name, called(name, entry), reason) if name and entry else reason
