"""What was handed in, taken down: whose, when, and the submissions themselves. What comes out is what there is to judge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from grader.batch.arrivals import Arrival, Sorter
from grader.batch.key import Terms
from grader.course import Course
from grader.gradebook import deliveries, people, renamed, results
from grader.gradebook.book import Gradebook
from grader.gradebook.deliveries import CAME_AS, REMARKS, UNREAD_TIME, Delivered
from grader.intake.accept import bounded
from grader.intake.handed import Handed
from grader.intake.roster import Person, Roster
from grader.intake.tree import Tree

CHUNK = 64
"""Submissions that are in memory at once."""


@dataclass(frozen=True, slots=True)
class Due:
    """A submission to be judged, and how to order it; its files are in the gradebook."""

    key: str
    exercise: str
    submission: str
    label: str
    entry: str


@dataclass(frozen=True, slots=True)
class Received:
    """What there is to judge, and what to tell of who handed it in."""

    due: Sequence[Due]
    successors: renamed.Successors
    """Whom the roster calls otherwise than before."""
    strangers: Sequence[str] = ()
    """Authors who are not on the roster that was given once, where none is given now."""
    disowned: Sequence[str] = ()
    """Authors, as people recognise them, and exercises in which a delivery is not theirs, as an earlier roster had it."""
    left: Sequence[str] = ()
    """Authors whose delivery is here and who are on an earlier roster only, as people recognise them."""
    gone: Sequence[str] = ()
    """Authors who were on a roster until now and are on none any more, as people recognise them."""


def receive(
    handed: Iterable[Handed], tree: Tree, sorter: Sorter, book: Gradebook, terms: Terms, *, layout: str, now: datetime
) -> Received:
    """Note what was handed in, keep the submissions, and list them: each once, whoever handed it in."""
    course, roster = sorter.course.title, sorter.roster
    if roster:
        sorter = _knowing_who_left(sorter, roster, book)
    arrivals = (arrival for one in handed for arrival in sorter.arrivals(one, tree))
    due, arrived = _kept(arrivals, sorter.course, book, terms, layout=layout, now=now)
    successors: renamed.Successors = {}
    others: Sequence[Delivered] = ()
    gone: Sequence[Person] = ()
    with book.writing() as connection:
        if roster:  # who has left is told by all who were there, before those go who are called otherwise
            gone = people.enrol(connection, course, roster.people)
            successors, others = renamed.follow(connection, course, arrived, roster)
        deliveries.see(connection, arrived)
        for brief in terms.briefs.values():
            results.keep_suite(connection, brief.suite, brief.files, now)
            results.keep_settings(connection, brief.settings_digest(), brief.settings(), now)
        enrolled = people.enrolled(connection, course)
    return Received(
        due,
        successors,
        strangers=sorted({one.author for one in arrived} - enrolled.keys()) if enrolled and not roster else (),
        disowned=list(dict.fromkeys(f"{enrolled[one.author].who} {one.exercise}" for one in others if one.exercise)),
        left=_of_an_earlier(arrived, roster, enrolled) if roster else (),
        gone=[one.who for one in gone if one.author not in successors],
    )


def _knowing_who_left(sorter: Sorter, roster: Roster, book: Gradebook) -> Sorter:
    with book.reading() as connection:
        kept = deliveries.of_course(connection, sorter.course.title)
        before = people.enrolled(connection, sorter.course.title)
    return replace(sorter, left=renamed.left(kept, before, roster))


def _kept(
    arrivals: Iterable[Arrival], course: Course, book: Gradebook, terms: Terms, *, layout: str, now: datetime
) -> tuple[list[Due], list[Delivered]]:
    """Keep the submissions; what there is to judge, and what to note."""
    due: dict[str, Due] = {}
    arrived: list[Delivered] = []
    for some in _chunks(arrivals):
        files = {one.digest: one.bundle.files for one in some if one.digest}
        with book.writing() as connection:
            results.keep_submissions(connection, files, now)
        for one in some:
            arrived.extend(_delivered(one, course, layout, now))
            if not one.strange:
                wanted = _due(one, terms)
                due.setdefault(wanted.key, wanted)
    return list(due.values()), arrived


def _of_an_earlier(arrived: Iterable[Delivered], roster: Roster, enrolled: Mapping[str, Person]) -> list[str]:
    there = {one.author for one in arrived if one.known} - {person.author for person in roster.people}
    return [enrolled[author].who for author in sorted(there & enrolled.keys())]


def take_back(
    handed: Iterable[Handed], tree: Tree, sorter: Sorter, book: Gradebook, *, now: datetime
) -> Sequence[Delivered]:
    """Note that what was handed in counts for nobody until it is handed in again, whosever it is; which deliveries counted."""
    arrivals = (arrival for one in handed for arrival in sorter.arrivals(one, tree))
    there = {(one.exercise.slug if one.exercise else "", one.handed.label, one.digest) for one in arrivals}
    with book.writing() as connection:
        kept = deliveries.of_course(connection, sorter.course.title)
        gone = deliveries.resolved(kept)
        taken = [one for one in kept if one.id not in gone and (one.exercise, one.label, one.digest) in there]
        deliveries.disown(connection, taken, now)
    return taken


def _due(arrival: Arrival, terms: Terms) -> Due:
    assert arrival.exercise is not None
    slug, digest = arrival.exercise.slug, arrival.digest
    return Due(terms.key(digest, slug), slug, digest, arrival.bundle.label, arrival.entry)


def _delivered(arrival: Arrival, course: Course, layout: str, now: datetime) -> Iterator[Delivered]:
    handed = arrival.handed
    when = handed.submitted_at
    noticed = "\n".join(bounded(arrival.bundle.notices))
    kept = {UNREAD_TIME: handed.unread_time, CAME_AS: arrival.came_as, REMARKS: noticed}
    for author in arrival.authors:
        yield Delivered(
            course=course.title,
            exercise=arrival.exercise.slug if arrival.exercise else "",
            author=author,
            label=handed.label,
            delivered_as=arrival.delivered_as,
            digest=arrival.digest,
            known=arrival.known,
            strange=arrival.strange,
            submitted_at=None if when is None else course.on_the_wall(when),
            marked_late=handed.marked_late,
            attempt=handed.attempt,
            layout=layout,
            extra={**handed.extra, **{key: said for key, said in kept.items() if said}},
            first_seen=now,
            last_seen=now,
        )


def _chunks(arrivals: Iterable[Arrival]) -> Iterator[list[Arrival]]:
    some: list[Arrival] = []
    for one in arrivals:
        some.append(one)
        if len(some) == CHUNK:
            yield some
            some = []
    if some:
        yield some
