"""Fill the picture of a class from its gradebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from grader.batch.places import Links
from grader.course import Course
from grader.gradebook.book import Gradebook
from grader.gradebook.entries import Entry
from grader.gradebook.picture import Heading, Likeness, Missing, Picture, Row
from grader.report import Report, written


def picture_of(
    book: Gradebook,
    course: Course,
    entries: Sequence[Entry],
    *,
    places: Mapping[tuple[str, str], Links],
    now: datetime,
    likenesses: Iterable[Likeness] = (),
) -> Picture:
    """The class as it stands in the gradebook."""
    order = {slug: number for number, slug in enumerate(course.exercises)}
    ordered = sorted(entries, key=lambda entry: (order.get(entry.exercise, len(order)), entry.exercise, entry.author))
    reports = book.reports({entry.result for entry in entries})
    slugs = dict.fromkeys(entry.exercise for entry in ordered if entry.exercise)
    return Picture(
        course=course.title,
        made_at=now if course.zone is None else now.astimezone(course.zone),
        headings=tuple(_heading(slug, course) for slug in slugs),
        rows=tuple(
            _row(entry, reports.get(entry.result or 0), places[entry.exercise, entry.author]) for entry in ordered
        ),
        missing=tuple(missing(book, course, entries)),
        likenesses=tuple(likenesses),
    )


def missing(book: Gradebook, course: Course, entries: Iterable[Entry]) -> list[Missing]:
    """Who is on a roster and handed nothing in, for every exercise of which anything is known: also where all that there
    is are grades by hand. Those who have one are among them, also when they have left; nobody waits for the others who have."""
    entries = list(entries)
    handed = {(entry.exercise, entry.author) for entry in entries if entry.attempt}
    by_hand = {(entry.exercise, entry.author) for entry in entries if not entry.attempt}
    slugs = sorted({entry.exercise for entry in entries if entry.exercise})
    people, present = book.people(course.title), book.present(course.title)
    return [
        Missing(person.author, person.name, slug)
        for slug in slugs
        for person in people.values()
        if (slug, person.author) not in handed and (person.author in present or (slug, person.author) in by_hand)
    ]


def _heading(slug: str, course: Course) -> Heading:
    exercise = course.exercises.get(slug)
    return Heading(slug, exercise.title if exercise else slug)


def _row(entry: Entry, report: Report | None, place: Links) -> Row:
    return Row(
        author=entry.author,
        exercise=entry.exercise,
        points=entry.points,
        max_points=entry.max_points,
        reason=entry.reason,
        reason_of_each=entry.reason_of_each,
        report=report,
        name=entry.name,
        known=entry.known,
        digest=entry.digest,
        together=entry.team or entry.label,
        unread_time=bool(entry.unread_time),
        attempt=entry.attempt,
        days_late=entry.days_late,
        taken=entry.taken,
        override=entry.override,
        said=tuple(_said(entry)),
        feedback_link=place.html,
        report_link=place.report,
    )


def _said(entry: Entry) -> Iterator[str]:
    if entry.override is not None and entry.points is not None:
        points = f"{written(entry.points)} / {written(entry.max_points)}"
        reason = f": {entry.override.reason}" if entry.override.reason else ", and gave no reason"
        yield f"{entry.override.by or 'somebody'} set {points}{reason}"
    yield from (f"{comment.by or 'somebody'} says: {comment.text}" for comment in entry.comments)
