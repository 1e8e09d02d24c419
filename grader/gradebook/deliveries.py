"""What was handed in, by whom and when. A delivery seen again is the same one; a later one supersedes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from grader.gradebook.adding import put
from grader.gradebook.tables import deliveries

UNREAD_TIME = "unread time"
"""In `extra`: what stands where the platform says when, if nobody can read it."""

NOT_THEIRS = "taken for theirs until"
"""In `extra`: since when a roster says that it is somebody else's. Seen as theirs again, it is theirs."""

REMARKS = "remarks"
"""In `extra`: what is to be said of this delivery alone, line by line. Another of the same files shares the result, not the names
of what lay beside them."""
CAME_AS = "digest as it came"
"""In `extra`: the digest of a single file under its own name, which it had while nobody knew what it is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """One delivery of one author for one exercise."""

    course: str
    exercise: str
    """'' where it could not be told to belong to one."""
    author: str
    label: str
    """Its own name, as it stands; with what it takes to tell two of one author apart."""
    delivered_as: str = ""
    """The name that the author gave the file; '' where there are several."""
    digest: str = ""
    """Of the submission it became; '' where it could not be read."""
    known: bool = True
    strange: str = ""
    """Why there is nothing to judge, if so."""
    submitted_at: datetime | None = None
    marked_late: bool = False
    attempt: int = 0
    """The platform's count; 0 where it has none."""
    layout: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    first_seen: datetime
    last_seen: datetime
    id: int = 0
    """Given when it is stored."""

    @property
    def unread_time(self) -> str:
        """What stands where the platform says when, if nobody can read it."""
        return "" if self.submitted_at else self.extra.get(UNREAD_TIME, "")

    @property
    def digests(self) -> set[str]:
        """Its digest, and that which it had while nobody knew what it is for."""
        return {self.digest, self.extra.get(CAME_AS, self.digest)}


UNIQUE = ("course", "exercise", "author", "label", "digest", "stamp")
_COLUMNS = [deliveries.c[field.name] for field in fields(Delivered)]


def see(connection: Connection, arrived: Sequence[Delivered]) -> None:
    """Note that these are there now, as they are now."""
    rows = [_values(one) for one in arrived]
    put(connection, deliveries, rows, by=UNIQUE, keep=("first_seen",), once=("known",), newest="last_seen")


def _values(one: Delivered) -> dict[str, Any]:
    values = {field.name: getattr(one, field.name) for field in fields(Delivered) if field.name != "id"}
    stamp = one.submitted_at.isoformat() if one.submitted_at else str(one.attempt or "")
    return {**values, "extra": dict(one.extra), "stamp": stamp}


def disown(connection: Connection, some: Iterable[Delivered], at: datetime) -> None:
    """Note that these are not their authors', as was thought."""
    for one in some:
        extra = {**one.extra, NOT_THEIRS: at.isoformat()}
        connection.execute(update(deliveries).where(deliveries.c.id == one.id).values(extra=extra))


def of_course(connection: Connection, course: str) -> list[Delivered]:
    """Every delivery of a course, in the order in which they were first seen."""
    chosen = select(*_COLUMNS).where(deliveries.c.course == course).order_by(deliveries.c.id)
    names = [field.name for field in fields(Delivered)]
    return [Delivered(**dict(zip(names, row, strict=True))) for row in connection.execute(chosen)]


@dataclass(frozen=True, slots=True)
class Standing:
    """The delivery of an author that counts."""

    delivery: Delivered
    attempt: int
    """The platform's count, or ours."""
    rivals: tuple[str, ...] = ()
    """Labels of others that nothing shows to be earlier: then none of them counts."""
    strange: tuple[str, ...] = ()
    """Why there is nothing to judge; of deliveries for no exercise, of each."""


def standing(attempts: Sequence[Delivered]) -> Standing:
    """Which of an author's deliveries counts: the latest.

    By the times that the platform gave, where all have one, and of one time by when they were last seen: what lies there now
    has taken the place of what lay there before. Else by when they were last seen here, and among those of one look by the
    platform's count. Two different ones that nothing orders are rivals. Those for no exercise may be for different ones: none
    takes the place of another, but of one that was called the same.
    """
    if not attempts[0].exercise:
        return _for_no_exercise(attempts)
    timed = all(one.submitted_at for one in attempts)
    ordered = sorted(attempts, key=lambda one: _when(one, timed=timed))
    last = ordered[-1]
    equal = [one for one in ordered if _when(one, timed=timed) == _when(last, timed=timed)]
    rivals = tuple(one.label for one in equal) if len({one.digest or one.label for one in equal}) > 1 else ()
    distinct = {(one.digest, one.submitted_at, one.attempt, one.label if not one.digest else "") for one in attempts}
    return Standing(last, last.attempt or len(distinct), rivals, (last.strange,) if last.strange else ())


def _for_no_exercise(attempts: Sequence[Delivered]) -> Standing:
    by_label = {one.label: one for one in sorted(attempts, key=lambda one: one.last_seen)}
    ordered = sorted(by_label.values(), key=lambda one: one.label)
    return Standing(ordered[-1], 1, strange=tuple(dict.fromkeys(one.strange for one in ordered)))


def _when(one: Delivered, *, timed: bool) -> tuple[Any, ...]:
    if timed:
        return (one.submitted_at, one.attempt, one.last_seen)
    return (one.last_seen, one.attempt, one.submitted_at is not None and one.submitted_at.timestamp())


def by_author(found: Iterable[Delivered]) -> dict[tuple[str, str], list[Delivered]]:
    """Deliveries by exercise and author, but for those that are resolved."""
    every = list(found)
    gone = resolved(every)
    groups: dict[tuple[str, str], list[Delivered]] = {}
    for one in every:
        if one.id not in gone:
            groups.setdefault((one.exercise, one.author), []).append(one)
    return groups


def resolved(found: Collection[Delivered]) -> set[int]:
    """Ids of deliveries that count for nobody: they are not their authors', or nobody knew what they are for, and they were seen
    again since with an exercise: as their author's, or where that is known as anybody's."""
    latest: dict[tuple[str, ...], datetime] = {}
    for one in found:
        for where in _places(one) if one.exercise else ():
            latest[where] = max(one.last_seen, latest.get(where, one.last_seen))
    return {
        one.id
        for one in found
        if NOT_THEIRS in one.extra
        or (
            not one.exercise
            and any(
                one.last_seen < latest.get(where, one.last_seen)
                for where in ((one.label, one.digest), (one.label, one.digest, one.author))
            )
        )
    }


def _places(one: Delivered) -> Iterator[tuple[str, ...]]:
    """What a delivery with an exercise answers for: what lay there, and came as its author's or, where that is known, as anybody's."""
    for digest in one.digests:
        yield one.label, digest, one.author
        if one.known:
            yield one.label, digest
