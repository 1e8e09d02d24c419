"""What counts now: for each author and exercise the grade, a person's word over it, and where it came from.

This is what exports, pages and `grade book` read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection

from grader.gradebook import deliveries, grades, people, words
from grader.gradebook.deliveries import REMARKS, Delivered
from grader.gradebook.grades import Graded
from grader.gradebook.picture import Override
from grader.gradebook.results import Result
from grader.gradebook.words import Comment, Extension, Overriding
from grader.intake import roster
from grader.intake.roster import Person

NOTHING = "Nothing was handed in."
"""Why the machine gives no grade to somebody to whom a person did."""

EACH = "each"
"""What a delivery is called where many are spoken of at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One author's standing in one exercise."""

    course: str
    exercise: str
    """Slug; '' for a delivery that could not be told to belong to one."""
    author: str
    """Opaque id; of a delivery without a known author, its folder or file name."""
    known: bool
    """Whether the roster, or the delivery's layout, says who the author is."""
    name: str = ""
    email: str = ""
    team: str = ""
    known_as: Mapping[str, str] = field(default_factory=dict)
    """Every cell of the author's row in the roster, by its heading in small letters and digits (`sisloginid`)."""
    points: Decimal | None
    """The grade: after policy and override. None when it is withheld."""
    max_points: Decimal
    """What `points` are out of: of a grade by hand, the maximum that it was set against."""
    machine_max_points: Decimal
    """What the machine's are out of."""
    reason: str | None
    """Why it is withheld, in words for instructors."""
    machine_points: Decimal | None
    """The grade before any override."""
    machine_reason: str | None = None
    """Why the machine gave none, whatever a person has set since."""
    days_late: int
    taken: Decimal
    """Points that lateness cost."""
    attempt: int
    """Which of the author's it is; 0 where nothing was handed in, and a person gave a grade."""
    override: Override | None = None
    comments: tuple[Comment, ...] = ()
    """From people, for the author."""
    extended_to: datetime | None = None
    """Until when a person gave the author time; None where the exercise's date holds."""
    delivery: int = 0
    """The delivery's number: the later it was first seen, the higher. 0 where nothing was handed in."""
    label: str
    """The delivery's own name, as it stands."""
    delivered_as: str = ""
    digest: str = ""
    """Of the submission; '' where nothing could be read."""
    submitted_at: datetime | None = None
    unread_time: str = ""
    """What stands where the platform says when, if nobody can read it."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """What the layout kept for the way back: ids and folder names of the platform."""
    graded_at: datetime
    result: int | None
    """Id of the result behind it, for `Gradebook.reports`; None where nothing was judged."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of this delivery, whatever became of the submission."""
        return tuple(filter(None, self.extra.get(REMARKS, "").split("\n")))

    @property
    def who(self) -> str:
        """The author, as people recognise them."""
        return roster.who(self.author, self.name)

    @property
    def reason_of_each(self) -> str | None:
        """Why it is withheld, in the words that fit everybody of whom the same is true: without the delivery's own name where
        that is who is spoken of. In a list, or in another word, it stays."""
        if not self.reason or not self.label:
            return self.reason
        own = re.escape(self.label)
        return re.sub(rf"^{own}(?![\w.-])|(?<=\bwho ){own}(?= is\b)", lambda _: EACH, self.reason)

    @property
    def withheld(self) -> bool:
        """Whether there is no grade."""
        return self.points is None


def current(connection: Connection, course: str, exercises: Collection[str] | None = None) -> list[Entry]:
    """The entries that count, by exercise and author."""
    enrolled = people.enrolled(connection, course)
    delivered = {one.id: one for one in deliveries.of_course(connection, course)}
    resolved = deliveries.resolved(delivered.values())
    overrides = _standing(words.all_of(connection, Overriding, course))
    comments = words.all_of(connection, Comment, course)
    granted = words.all_of(connection, Extension, course)
    graded = grades.current(connection, course)
    most = most_of(graded.values())
    found = []
    for key in sorted({*graded, *overrides}):
        grade, over, said = graded.get(key), overrides.get(key), words.standing(comments.get(key, ()))
        slug, author = key
        if exercises is not None and slug not in exercises:
            continue
        if grade is None or grade.delivery in resolved:
            person = Person(author) if slug and not enrolled else enrolled.get(author)  # a roster says who there is
            if over is not None and person is not None:
                found.append(_unhanded(course, slug, person, most.get(slug, Decimal(0)), over, said))
        else:
            person = enrolled.get(author, Person(author))
            until = words.extended(None, slug, author, granted)
            found.append(_entry(grade, delivered[grade.delivery], person, over, said, until))
    return found


def _standing(every: Mapping[tuple[str, str], list[Overriding]]) -> dict[tuple[str, str], Overriding]:
    """The overrides that were not taken back."""
    return {key: said[-1] for key, said in every.items() if said[-1].points is not None}


def most_of(known: Iterable[Graded | Result]) -> dict[str, Decimal]:
    """The maximum of each exercise, as far as these show it."""
    found: dict[str, Decimal] = {}
    for one in known:
        found[one.exercise] = max(found.get(one.exercise, one.max_points), one.max_points)
    return found


def _out_of(over: Overriding, most: Decimal) -> Decimal:
    """What a person's points are out of; where nobody kept it, the maximum of today."""
    return most if over.max_points is None else over.max_points


def _override(over: Overriding, points: Decimal | None, most: Decimal) -> Override:
    """In conflict if the machine says other `points`, or the same of another maximum, than when a person set the grade."""
    assert over.points is not None
    same = over.seen_points == points
    conflict = not same or over.max_points not in (None, most)
    return Override(
        over.points, over.reason, over.by, over.at, conflict=conflict, max_points=over.max_points, same_points=same
    )


def _unhanded(
    course: str, exercise: str, person: Person, most: Decimal, over: Overriding, comments: tuple[Comment, ...]
) -> Entry:
    """What a person said of somebody who handed nothing in: an oral examination, say."""
    return Entry(
        course=course,
        exercise=exercise,
        author=person.author,
        known=True,
        name=person.name,
        email=person.email,
        team=person.team,
        known_as=person.known_as,
        points=over.points,
        max_points=_out_of(over, most),
        machine_max_points=most,
        reason=None,
        machine_points=None,
        machine_reason=NOTHING,
        days_late=0,
        taken=Decimal(0),
        attempt=0,
        override=_override(over, over.seen_points, most),
        comments=comments,
        label="",
        graded_at=over.at,
        result=None,
    )


def _entry(
    grade: Graded,
    delivery: Delivered,
    person: Person,
    over: Overriding | None,
    comments: tuple[Comment, ...],
    extended_to: datetime | None,
) -> Entry:
    override = None
    if over is not None and over.points is not None:
        override = _override(over, grade.points, grade.max_points)
    return Entry(
        course=grade.course,
        exercise=grade.exercise,
        author=grade.author,
        known=delivery.known,
        name=person.name,
        email=person.email,
        team=person.team,
        known_as=person.known_as,
        points=grade.points if override is None else override.points,
        max_points=grade.max_points if over is None else _out_of(over, grade.max_points),
        machine_max_points=grade.max_points,
        reason=grade.reason if override is None else None,
        machine_points=grade.points,
        machine_reason=grade.reason,
        days_late=grade.days_late,
        taken=grade.taken,
        attempt=grade.attempt,
        override=override,
        comments=comments,
        extended_to=extended_to,
        delivery=delivery.id,
        label=delivery.label,
        delivered_as=delivery.delivered_as,
        digest=delivery.digest,
        submitted_at=delivery.submitted_at,
        unread_time=delivery.unread_time,
        extra=delivery.extra,
        graded_at=grade.graded_at,
        result=grade.result,
    )
