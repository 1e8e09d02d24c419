"""Whose work on which exercise a command of `grade book` means: an author by id, by name in whatever order of its parts,
or as tables show both."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.gradebook.book import Gradebook
    from grader.gradebook.entries import Entry
    from grader.gradebook.words import Whose


def is_called(said: str, author: str, name: str) -> bool:
    """Whether that is what is said of an author of this id and name."""
    from grader.intake import roster
    from grader.intake.identity import same_name

    return said in (author, roster.who(author, name)) or (name != "" and same_name(said, name))


def ids(book: Gradebook, courses: Sequence[str], author: str) -> list[str]:
    """The ids of those who are called so, by id or name, whether they handed anything in or not."""
    names = {id: name for course in courses for id, name in book.authors(course).items()}
    return [author] if author in names else [id for id, name in names.items() if is_called(author, id, name)]


def called(book: Gradebook, courses: Sequence[str], author: str) -> str | None:
    """The id of whoever is called so; None where nobody is."""
    found = ids(book, courses, author)
    if len(found) > 1:
        raise UsageError(f"{author} could be {' or '.join(sorted(found))}", hint="Name one by id.")
    return found[0] if found else None


def who(book: Gradebook, course: str, author: str) -> str:
    """An author of this id, as people recognise them."""
    person = book.people(course).get(author)
    return person.who if person else author


def members(book: Gradebook, course: str, team: str) -> list[str]:
    """Who is in a team, as people recognise them."""
    from grader.intake.identity import folded

    return [one.who for one in book.people(course).values() if one.team and folded(one.team) == folded(team)]


def mates(book: Gradebook, course: str, author: str) -> list[str]:
    """The others in somebody's team."""
    people = book.people(course)
    team = people[author].team if author in people else ""
    return [one for one in members(book, course, team) if one != people[author].who]


@dataclass(frozen=True, slots=True)
class Meant:
    """Whose grade is to be set."""

    whose: Whose
    who: str
    max_points: Decimal
    machine_points: Decimal | None = None
    overridden: bool = False
    handed_in: bool = False

    @property
    def against(self) -> str:
        """What it stands against."""
        return "whatever the machine says" if self.handed_in else "although nothing was handed in"


def meant(book: Gradebook, author: str, exercise: str, courses: Sequence[str]) -> Meant:
    """Whose grade is meant in these courses: of what was handed in, else of somebody on the roster of one that has the exercise;
    without a roster, of somebody whose work was taken back."""
    from grader.gradebook.words import Whose

    every = _entries(book, courses)
    id = called(book, courses, author) or ""
    if id and not any(_is_of(entry, id, exercise) for entry in every):
        absent = [one for title in courses if (one := _absent(book, title, id, exercise))]
        _refuse_several(author, exercise, [one.whose.course for one in absent])
        if absent:
            return absent[0]
    entry = _only(every, author, id, exercise)
    whose = Whose(entry.course, entry.exercise, entry.author)
    over = entry.override is not None
    return Meant(whose, entry.who, entry.machine_max_points, entry.machine_points, over, handed_in=entry.attempt > 0)


def _absent(book: Gradebook, course: str, id: str, exercise: str) -> Meant | None:
    """Who has this id in a course in which others have handed in that exercise."""
    from grader.gradebook.words import Whose
    from grader.intake.roster import Person

    most = book.most(course).get(exercise)
    if most is None:
        return None
    people = book.people(course)
    person = people.get(id) if people else Person(id) if id in book.authors(course) else None
    return None if person is None else Meant(Whose(course, exercise, id), person.who, most)


def entry_of(book: Gradebook, author: str, exercise: str, courses: Sequence[str]) -> Entry:
    """The one entry that is meant in these courses."""
    return _only(_entries(book, courses), author, called(book, courses, author) or "", exercise)


def _entries(book: Gradebook, courses: Sequence[str]) -> list[Entry]:
    return [entry for course in courses for entry in book.entries(course)]


def _only(every: Sequence[Entry], author: str, id: str, exercise: str) -> Entry:
    """Of all entries the one of this id, who is said to be `author`."""
    found = [entry for entry in every if _is_of(entry, id, exercise)]
    _refuse_several(author, exercise, [entry.course for entry in found])
    if found:
        return found[0]
    if not id:
        raise nobody(author, every)
    there = slugs([entry for entry in every if entry.author == id]) or "nothing of theirs at all"
    more = f"Nobody has handed anything in for {exercise!r}."
    if exercise in {entry.exercise for entry in every}:
        more = "A grade can be set all the same: `grade book override`."
    raise UsageError(f"{author} has nothing in {exercise!r}", hint=f"There is: {there}. {more}")


def _refuse_several(author: str, exercise: str, courses: Sequence[str]) -> None:
    if len(courses) > 1:
        raise UsageError(f"{author} has {exercise} in {' and '.join(courses)}", hint="Name the one with --course DIR.")


def slugs(entries: Sequence[Entry]) -> str:
    """The exercises that these are for."""
    return ", ".join(sorted({entry.exercise for entry in entries if entry.exercise}))


def _is_of(entry: Entry, author: str, exercise: str) -> bool:
    return (entry.author, entry.exercise) == (author, exercise)


def nobody(author: str, entries: Sequence[Entry]) -> UsageError:
    """Nobody is called so; somebody may be called nearly so."""
    names = {entry.author for entry in entries} | {entry.name for entry in entries}
    return UsageError(f"there is no author {author!r} in this gradebook", hint=near(author, names))


def near(author: str, names: Set[str]) -> str | None:
    """Who may be meant, of those who are called nearly so."""
    from difflib import get_close_matches

    parts = sorted(name for name in names if author.casefold() in name.casefold().replace(",", "").split())
    close = parts or get_close_matches(author, sorted(names), n=1)
    return f"Did you mean {' or '.join(close[:3])}?" if close else None
