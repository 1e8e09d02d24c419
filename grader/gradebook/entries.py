"""What counts now: for each author and exercise the grade, a person's word over it, and where it came from.

This is what exports, pages and `grade book` read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection

from grader.gradebook import deliveries, grades, people, words
from grader.gradebook.deliveries import Delivered
from grader.gradebook.grades import Graded
from grader.gradebook.picture import Override
from grader.gradebook.words import Comment, Overriding
from grader.intake.roster import Person


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
    override: Override | None = None
    comments: tuple[Comment, ...] = ()
    """From people, for the author."""
    label: str
    """The delivery's own name, as it stands."""
    delivered_as: str = ""
    digest: str = ""
    """Of the submission; '' where nothing could be read."""
    submitted_at: datetime | None = None
    unread_time: str = ""
    """What stands where the platform says when, if nobody can read it."""
    layout: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    """What the layout kept for the way back: ids and folder names of the platform."""
    graded_at: datetime
    result: int | None
    """Id of the result behind it, for `Gradebook.reports`; None where nothing was judged."""

    @property
    def withheld(self) -> bool:
        """Whether there is no grade."""
        return self.points is None


def current(connection: Connection, course: str, exercises: Collection[str] | None = None) -> list[Entry]:
    """The entries that count, by exercise and author."""
    enrolled = people.enrolled(connection, course)
    delivered = {one.id: one for one in deliveries.of_course(connection, course)}
    resolved = deliveries.resolved(delivered.values())
    overrides = words.all_of(connection, Overriding, course)
    comments = words.all_of(connection, Comment, course)
    found = []
    for key, grade in sorted(grades.current(connection, course).items()):
        if grade.delivery not in resolved and (exercises is None or grade.exercise in exercises):
            said = overrides.get(key, [])
            over = said[-1] if said and said[-1].points is not None else None
            person = enrolled.get(grade.author, Person(grade.author))
            found.append(_entry(grade, delivered[grade.delivery], person, over, tuple(comments.get(key, ()))))
    return found


def _entry(
    grade: Graded, delivery: Delivered, person: Person, over: Overriding | None, comments: tuple[Comment, ...]
) -> Entry:
    override = None
    if over is not None and over.points is not None:
        override = Override(over.points, over.reason, over.by, over.at, conflict=over.seen_points != grade.points)
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
        max_points=grade.max_points,
        reason=grade.reason if override is None else None,
        machine_points=grade.points,
        machine_reason=grade.reason,
        days_late=grade.days_late,
        taken=grade.taken,
        attempt=grade.attempt,
        override=override,
        comments=comments,
        label=delivery.label,
        delivered_as=delivery.delivered_as,
        digest=delivery.digest,
        submitted_at=delivery.submitted_at,
        unread_time=delivery.unread_time,
        layout=delivery.layout,
        extra=delivery.extra,
        graded_at=grade.graded_at,
        result=grade.result,
    )
