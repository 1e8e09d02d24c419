"""Who is enrolled: a CSV of people, as course offices and platforms export them.

Columns are known by their headings, in whatever order: an author's id (`author`, else a login, an address or a
number), names, a team. Every cell of a person is also something that they may be known by, so that a delivery finds
its author whether it bears a login, a number or a name. Nobody is guessed: what fits two people fits nobody.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import CourseError, Mistake, UsageError
from grader.intake.handed import Handed, Identity

_IDS = ("author", "username", "login", "sisloginid", "userid", "user", "email", "emailaddress", "sid", "studentid",
        "sisuserid", "idnumber", "identifier", "githubusername", "id")  # fmt: skip
"""Headings that can hold an author's id, the best first."""
_NAMES = ("name", "fullname", "displayname", "student", "studentname")
_FIRST, _LAST = ("firstname", "first", "givenname"), ("lastname", "last", "surname", "familyname")
_TEAMS = ("team", "group")
_EMAILS = ("email", "emailaddress", "mail")
_NOT_A_PERSON = re.compile(r"\s*points possible\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is enrolled."""

    author: str
    """The id in grades, opaque and unique."""
    name: str = ""
    email: str = ""
    team: str = ""
    known_as: Mapping[str, str] = field(default_factory=dict)
    """Every cell of their row by its heading."""


class Roster:
    """The people of a course, found by whatever a delivery says of its author."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = tuple(people)
        self._by_word: dict[str, set[str]] = {}
        self._by_author = {person.author: person for person in self.people}
        for person in self.people:
            for key in _keys(person):
                self._by_word.setdefault(key, set()).add(person.author)
        self._teams: dict[str, list[Person]] = {}
        for person in self.people:
            if person.team:
                self._teams.setdefault(_folded(person.team), []).append(person)

    def authors_of(self, handed: Handed) -> tuple[Person, ...]:
        """Who handed it in, their whole team; nobody where that is not certain."""
        names = (*handed.authors, _stem(handed.label), *(identity.name for identity in handed.identities))
        for name in names:
            if team := self._teams.get(_folded(name)):
                return tuple(team)
        found = [self._only(_words_of(identity)) for identity in handed.identities]
        found = [person for person in found if person] or [self._only((handed.authors[0], _stem(handed.label)))]
        people: dict[str, Person] = {}
        for person in found:
            if person is not None:
                for one in self._teams.get(_folded(person.team), [person]) if person.team else [person]:
                    people[one.author] = one
        return tuple(people.values())

    def _only(self, words: Sequence[str]) -> Person | None:
        """The one person whom the first telling word fits."""
        for word in words:
            for key in (_folded(word), _letters(word)):
                fitting = self._by_word.get(key, set()) if key else set()
                if len(fitting) == 1:
                    return self._by_author[next(iter(fitting))]
        return None


def read(path: Path) -> Roster:
    """Read a roster; CourseError with every mistake in it."""
    try:
        text = _decoded(path.read_bytes())
    except OSError as refusal:
        raise UsageError(f"the roster {path} cannot be read: {refusal.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"the roster {path} is not UTF-8", hint="Save it as CSV with UTF-8.") from None
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    headings = [_plain(cell) for cell in rows[0]] if rows else []
    ident = next((headings.index(wanted) for wanted in _IDS if wanted in headings), None)
    if ident is None:
        said = ", ".join(rows[0]) if rows else "nothing"
        raise CourseError(
            [Mistake(path, 1, f"no column holds an author's id; there is: {said}", "head one `author` or `username`")]
        )
    people, mistakes = _people(path, rows[0], headings, rows[1:], ident)
    if mistakes:
        raise CourseError(mistakes)
    return Roster(people)


def _people(
    path: Path, titles: list[str], headings: list[str], rows: Sequence[list[str]], ident: int
) -> tuple[list[Person], list[Mistake]]:
    people: dict[str, Person] = {}
    mistakes = []
    for line, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row) or _NOT_A_PERSON.fullmatch(row[0]):
            continue
        cells = dict(zip(headings, (cell.strip() for cell in row), strict=False))
        author = cells.get(headings[ident], "")
        if not author:
            mistakes.append(Mistake(path, line, f"`{titles[ident]}` is empty"))
        elif author in people:
            mistakes.append(Mistake(path, line, f"`{author}` is there twice"))
        else:
            people[author] = _person(author, cells)
    return list(people.values()), mistakes


def _person(author: str, cells: Mapping[str, str]) -> Person:
    first, last = _first_of(cells, _FIRST), _first_of(cells, _LAST)
    name = _first_of(cells, _NAMES) or f"{first} {last}".strip()
    known_as = {heading: cell for heading, cell in cells.items() if cell}
    return Person(author, name, _first_of(cells, _EMAILS), _first_of(cells, _TEAMS), known_as)


def _first_of(cells: Mapping[str, str], headings: Iterable[str]) -> str:
    return next((cells[heading] for heading in headings if cells.get(heading)), "")


def _keys(person: Person) -> Iterator[str]:
    """Everything by which a delivery may call a person."""
    yield from {_folded(person.author), _folded(person.email), _folded(person.name)} - {""}
    for heading, cell in person.known_as.items():
        if heading in _TEAMS:
            continue
        yield _folded(cell)
        if heading == "identifier":
            yield _folded(cell.removeprefix("Participant "))
    words = [word for word in re.split(r"[\s,]+", person.name) if word]
    if len(words) > 1:
        last_first = words if "," in person.name else [words[-1], *words[:-1]]
        first_last = [*words[1:], words[0]] if "," in person.name else words
        yield from (_letters("".join(last_first)), _letters("".join(first_last)))
        yield from (_folded(" ".join(first_last)), _folded(f"{last_first[0]}, {' '.join(last_first[1:])}"))


def _words_of(identity: Identity) -> tuple[str, ...]:
    return tuple(word for word in (identity.number, identity.login, identity.email, identity.name) if word)


def _stem(label: str) -> str:
    stem, dot, suffix = label.rpartition(".")
    return stem if dot and suffix.lower() in ("py", "ipynb", "zip") else label


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold().strip()


def _letters(word: str) -> str:
    """What is left of a name when a platform makes a file name of it."""
    return "".join(char for char in _folded(word) if char.isalnum())


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]", "", heading.lower())


def _decoded(data: bytes) -> str:
    """UTF-8, with or without a mark, or what spreadsheets call Unicode text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)
