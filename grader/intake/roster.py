"""Who is enrolled: a CSV of people, as course offices and platforms export them.

Columns are known by their headings, in whatever order: an author's id (`author`, else a login, an address or a
number), names, a team. Whatever else of a row identifies a person (`identity.HEADINGS`) is also something that they may
be known by, so that a delivery finds its author whether it bears a login, a number or a name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import CourseError, Mistake, UsageError
from grader.intake.decode import UTF_16
from grader.intake.handed import Handed
from grader.intake.headings import plain
from grader.intake.identity import HEADINGS, Kind, Register, Word, folded, word, words_of

_IDS = ("author", "username", "login", "sisloginid", "userid", "user", "email", "emailaddress", "sid", "studentid",
        "sisuserid", "idnumber", "identifier", "githubusername", "id")  # fmt: skip
"""Headings that can hold an author's id, the best first."""
_NAMES = ("name", "fullname", "displayname", "student", "studentname")
_FIRST, _LAST = ("firstname", "first", "givenname"), ("lastname", "last", "surname", "familyname")
_TEAMS = ("team", "group")
_EMAILS = ("email", "emailaddress", "mail")
_READ = frozenset({*_IDS, *_NAMES, *_FIRST, *_LAST, *_TEAMS, *_EMAILS, *HEADINGS})
_SEPARATOR = re.compile(r"sep=([,;\t])[\r\n]+")
"""What Excel writes above a table to be told by itself what stands between its cells."""
_WESTERN = "windows-1252"
_CELL = re.compile(r"[,;\t]")
_NOT_A_PERSON = re.compile(r"\s*points possible\s*", re.IGNORECASE)
_ON_TRIAL = "student, test"
"""Whom Canvas has a teacher be who looks at the course as a student: without a login, in every export from then on."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is enrolled."""

    author: str
    """The id in grades, opaque and unique."""
    name: str = ""
    email: str = ""
    team: str = ""
    known_as: Mapping[str, str] = field(default_factory=dict)
    """Every cell of their row by its heading, in small letters and digits."""

    @property
    def who(self) -> str:
        """As people recognise them."""
        return who(self.author, self.name)

    @property
    def words(self) -> tuple[Word, ...]:
        """What they may be known by elsewhere; their id in grades is of the kind of its column, else of any."""
        said = list(words_of(self.known_as))
        said += [word(self.name, Kind.NAME)] if self.name else []
        said += [word(self.email, Kind.EMAIL)] if self.email else []
        return tuple(said if self.author in {one.text for one in said} else [word(self.author), *said])


def who(author: str, name: str) -> str:
    """An author for people to read: by the id in grades, and by name where the roster has one."""
    return f"{author} ({name})" if name and name != author else author


class Roster:
    """The people of a course, found by whatever a delivery says of its author."""

    def __init__(self, people: Iterable[Person], *, doubt: str = "") -> None:
        self.people = tuple(people)
        self.doubt = doubt
        """What is not certain of how it was read; '' where all is."""
        self._by_author = {person.author: person for person in self.people}
        self._register = Register((person.author, person.words) for person in self.people)
        self._teams: dict[str, list[Person]] = {}
        for person in self.people:
            if person.team:
                self._teams.setdefault(folded(person.team), []).append(person)

    def authors_of(self, handed: Handed) -> tuple[Person, ...]:
        """Who handed it in, their whole team; nobody where that is not certain."""
        names = (*handed.authors, _stem(handed.label), *(identity.name for identity in handed.identities))
        for name in names:
            if team := self._teams.get(folded(name)):
                return tuple(team) if self._alone_called(name, team) is None else ()
        found = [self.found(identity.words) for identity in handed.identities]
        found = [person for person in found if person] or [self.found(_names_of(handed))]
        people: dict[str, Person] = {}
        for person in found:
            if person is not None:
                for one in self._teams.get(folded(person.team), [person]) if person.team else [person]:
                    people[one.author] = one
        return tuple(people.values())

    def could_be(self, handed: Handed) -> tuple[Person, ...]:
        """Those whom it fits alike, where it is nobody's for that reason."""
        for name in handed.authors[0], _stem(handed.label):
            team = self._teams.get(folded(name), [])
            if other := self._alone_called(name, team):
                return (*team, other)
        for words in (*(identity.words for identity in handed.identities), _names_of(handed)):
            if len(fitting := self._register.fitting(words)) > 1:
                return tuple(self._by_author[author] for author in sorted(fitting))
        return ()

    def _alone_called(self, name: str, team: Sequence[Person]) -> Person | None:
        """Somebody else who is called as a team is."""
        person = self.found([word(name)]) if team else None
        return None if person in team else person

    def again(self, person: Person) -> Person | None:
        """Who is here the same as somebody on another roster, by all that was said of them, or all but what they were called."""
        beside = [word for word in person.words if word.text != person.author]
        return self.found(person.words) or self.found(beside)

    def found(self, words: Iterable[Word]) -> Person | None:
        """Whom the words fit, where they fit one alone."""
        fitting = self._register.fitting(words)
        return self._by_author[fitting.pop()] if len(fitting) == 1 else None


def read(path: Path) -> Roster:
    """Read a roster; CourseError with every mistake in it."""
    try:
        data = path.read_bytes()
    except OSError as refusal:
        raise UsageError(f"the roster {path} cannot be read: {refusal.strerror}") from None
    text, certain = _decoded(path, data)
    (first, titles), *rows = _rows(path, text) or [(1, [])]
    headings = [plain(title) for title in titles]
    ident = next((headings.index(wanted) for wanted in _IDS if wanted in headings), None)
    if ident is None:
        said = ", ".join(titles) or "nothing"
        raise CourseError(
            [
                Mistake(
                    path, first, f"no column holds an author's id; there is: {said}", "head one `author` or `username`"
                )
            ]
        )
    twice = [
        title
        for title, heading in zip(titles, headings, strict=True)
        if heading in _READ and headings.count(heading) > 1
    ]
    people, mistakes = _people(path, titles, headings, rows, ident)
    if twice:
        said = " and ".join(f"`{title}`" for title in twice)
        mistakes = [
            Mistake(path, first, f"several columns are headed alike: {said}", "take one out, or head it otherwise")
        ]
    if mistakes:
        raise CourseError(mistakes)
    return Roster(people, doubt="" if certain else _doubt(path, text))


def _rows(path: Path, text: str) -> list[tuple[int, list[str]]]:
    """The rows in which anything stands, each with the line that it ends in."""
    told = _SEPARATOR.match(text)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=told[1] if told else _delimiter(text), strict=True)
    try:
        rows = [(table.line_num, row) for row in table if any(cell.strip() for cell in row)]
    except csv.Error as odd:
        raise UsageError(
            f"the roster {path} is no table near line {table.line_num}: {odd}",
            hint='Is a " opened there and not closed?',
        ) from None
    return rows[1:] if told else rows


def _people(
    path: Path, titles: list[str], headings: list[str], rows: Sequence[tuple[int, list[str]]], ident: int
) -> tuple[list[Person], list[Mistake]]:
    people: dict[str, Person] = {}
    mistakes = []
    for line, row in rows:
        if _NOT_A_PERSON.fullmatch(row[0]):
            continue
        cells = dict(zip(headings, (cell.strip() for cell in row), strict=False))
        author = cells.get(headings[ident], "")
        if not author and folded(row[0]) == _ON_TRIAL:
            continue
        if not author:
            mistakes.append(Mistake(path, line, f"`{titles[ident]}` is empty", "fill it in, or take the line out"))
        elif author in people:
            mistakes.append(Mistake(path, line, f"`{author}` is there twice"))
        else:
            people[author] = _person(author, cells)
    return list(people.values()), mistakes


def _person(author: str, cells: Mapping[str, str]) -> Person:
    cells = _with_last_name(cells)
    first, last = _first_of(cells, _FIRST), _first_of(cells, _LAST)
    name = _first_of(cells, _NAMES) or f"{first} {last}".strip()
    known_as = {heading: cell for heading, cell in cells.items() if cell}
    return Person(author, name, _first_of(cells, _EMAILS), _first_of(cells, _TEAMS), known_as)


def _with_last_name(cells: Mapping[str, str]) -> Mapping[str, str]:
    """Beside first names and no last ones, `Name` is the last one, as in "Name, Vorname"."""
    first, name = _first_of(cells, _FIRST), folded(cells.get("name", ""))
    if not first or _first_of(cells, _LAST) or set(folded(first).split()) <= set(name.replace(",", " ").split()):
        return cells
    return {_LAST[0] if heading == "name" else heading: cell for heading, cell in cells.items()}


def _first_of(cells: Mapping[str, str], headings: Iterable[str]) -> str:
    return next((cells[heading] for heading in headings if cells.get(heading)), "")


def _names_of(handed: Handed) -> tuple[Word, ...]:
    """What it is called by, beside what is known of whoever handed it in."""
    said = handed.identities[0].words if len(handed.identities) == 1 else ()
    return (*said, word(handed.authors[0]), word(_stem(handed.label)))


_ENDINGS = frozenset(
    ["py", "ipynb", "zip", "txt", "md", "html", "pdf", "doc", "docx", "odt", "rtf", "tar", "gz", "rar", "7z"]
)
"""Of files, also of those that are handed in by mistake: whose a PDF is can be said, though nothing can be made of it."""


_INNER = frozenset(["py", "ipynb", "tar"])
"""What another ending is put behind, as an editor or a browser makes `al1.py.txt`; a login may end in the others."""


def _stem(label: str) -> str:
    stem, dot, suffix = label.rpartition(".")
    if not dot or suffix.lower() not in _ENDINGS:
        return label
    inner, _, suffix = stem.rpartition(".")
    return inner if inner and suffix.lower() in _INNER else stem


def _decoded(path: Path, data: bytes) -> tuple[str, bool]:
    """UTF-8, with or without a mark, or what spreadsheets call Unicode text; else, and then it is not certain, what they write
    in Western Europe."""
    marked = data.startswith(UTF_16)
    for encoding in ("utf-16",) if marked else ("utf-8-sig", _WESTERN):
        try:
            return data.decode(encoding), encoding != _WESTERN
        except UnicodeDecodeError:
            continue
    raise UsageError(f"the roster {path} is not UTF-8", hint="Save it as CSV with UTF-8.")


def _doubt(path: Path, text: str) -> str:
    """The first cell in which another reading would show, for whoever knows how it is written."""
    told = next(cell for line in text.splitlines() for cell in _CELL.split(line) if not cell.isascii()).strip(' "')
    return f"the roster {path.name} is not UTF-8 and was read as Windows-1252. If {told!r} is not what it says, save it as CSV with UTF-8"


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)
