"""Who is meant: the one matcher of people, by what is said of them and by what kind of thing it is.

A login is compared with logins and a student number with student numbers: that Zed's partner is `ann`, or that a
section is called 102, says nothing of who Zed is. Evidence comes in three strengths, and the weaker is asked only
where the stronger is silent:

1. both sides say the same, and both are certain of its kind;
2. one of them could be of several kinds: a file's name, an author's bare id, a heading such as `id`;
3. a name, in whatever order of its parts.

What fits two people fits nobody, and neither of the weaker two counts against a login or a number that differs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Generic, TypeVar

Key = TypeVar("Key")


class Kind(Enum):
    """What kind of thing identifies a person."""

    LOGIN = auto()
    EMAIL = auto()
    STUDENT_NUMBER = auto()
    """The institution's: Canvas' SIS User ID, Moodle's ID number, Blackboard's Student ID, Gradescope's SID."""
    PLATFORM_ID = auto()
    """The LMS's own number of a person: Canvas' ID."""
    PARTICIPANT = auto()
    """Moodle's number of a person in one assignment."""
    CODE_HOST = auto()
    """A login at GitHub or the like, which says nothing of a login anywhere else."""
    NAME = auto()


ANY = frozenset(Kind)
_TELLING = frozenset({Kind.LOGIN, Kind.STUDENT_NUMBER, Kind.PLATFORM_ID, Kind.PARTICIPANT, Kind.CODE_HOST})
"""Of each of these a person has one; of addresses several, and names are not unique."""
_LOGINS, _MAILS, _NUMBERS = frozenset({Kind.LOGIN}), frozenset({Kind.EMAIL}), frozenset({Kind.STUDENT_NUMBER})
_HOSTS, _NAMES = frozenset({Kind.CODE_HOST}), frozenset({Kind.NAME})
HEADINGS: Mapping[str, frozenset[Kind]] = {
    **dict.fromkeys(("username", "login", "loginid", "sisloginid", "netid", "uid"), _LOGINS),
    **dict.fromkeys(("email", "emailaddress", "mail"), _MAILS),
    **dict.fromkeys(
        ("sid", "studentid", "studentnumber", "sisuserid", "idnumber", "matriculationnumber", "orgdefinedid"), _NUMBERS
    ),
    **dict.fromkeys(("githubusername", "github", "gitlabusername", "gitlab"), _HOSTS),
    **dict.fromkeys(("name", "fullname", "displayname", "student", "studentname"), _NAMES),
    **dict.fromkeys(("user", "userid"), frozenset({Kind.LOGIN, Kind.PLATFORM_ID})),
    "id": frozenset({Kind.PLATFORM_ID, Kind.STUDENT_NUMBER}),
    "participant": frozenset({Kind.PARTICIPANT}),
    "identifier": ANY,
    "author": ANY,
}
"""Headings of rosters, in small letters and digits, and what stands below them. Below others nobody is identified."""


@dataclass(frozen=True, slots=True)
class Word:
    """Something that is said of a person, and what kind of thing it may be."""

    text: str
    kinds: frozenset[Kind]


def word(text: str, *kinds: Kind) -> Word:
    """A word of these kinds, or of any."""
    return Word(text, frozenset(kinds) or ANY)


def words_of(cells: Mapping[str, str]) -> Iterator[Word]:
    """What a row says of its person, by its headings."""
    for heading, cell in cells.items():
        if cell and heading in HEADINGS:
            yield Word(cell, HEADINGS[heading])


class Register(Generic[Key]):
    """People under some key, found by words."""

    def __init__(self, known: Iterable[tuple[Key, Iterable[Word]]]) -> None:
        self._fitting: dict[tuple[Kind, str], dict[Key, bool]] = {}
        """Who fits, and whether the kind is certain."""
        self._has: dict[tuple[Key, Kind], set[str]] = {}
        for key, words in known:
            for one in words:
                self._enter(key, one)

    def _enter(self, key: Key, one: Word) -> None:
        certain = _certain(one)
        for kind in _kinds(one):
            for spelling in _spellings(one.text, kind):
                fitting = self._fitting.setdefault((kind, spelling), {})
                fitting[key] = fitting.get(key, False) or certain
                if certain:
                    self._has.setdefault((key, kind), set()).add(spelling)

    def fitting(self, words: Iterable[Word]) -> set[Key]:
        """The one whom the words fit; several where they do not tell apart, and none where nobody fits."""
        words = list(words)
        hits = [list(self._hits(one)) for one in words]
        for strength in (3, 2, 1):
            found = [{key for key, strong in of_word if strong == strength} for of_word in hits]
            if strength < 3:
                found = [{key for key in keys if not self._contradicted(key, words)} for keys in found]
            alone = [keys for keys in found if len(keys) == 1]
            if any(found):
                return set().union(*(alone or found))
        return set()

    def _hits(self, one: Word) -> Iterator[tuple[Key, int]]:
        """Who fits a word, and how strongly."""
        strongest: dict[Key, int] = {}
        for kind in _kinds(one):
            for spelling in _spellings(one.text, kind):
                for key, certain in self._fitting.get((kind, spelling), {}).items():
                    strong = 1 if kind is Kind.NAME else 3 if certain and _certain(one) else 2
                    strongest[key] = max(strong, strongest.get(key, 0))
        yield from strongest.items()

    def _contradicted(self, key: Key, words: Iterable[Word]) -> bool:
        """Whether they have another login or number than is said."""
        for one in words:
            for kind in one.kinds & _TELLING if _certain(one) else ():
                there = self._has.get((key, kind))
                if there and there.isdisjoint(_spellings(one.text, kind)):
                    return True
        return False


def _certain(one: Word) -> bool:
    return len(one.kinds) == 1 and Kind.NAME not in one.kinds


def _kinds(one: Word) -> frozenset[Kind]:
    """An address is one wherever it stands: many log in with theirs."""
    return one.kinds | _MAILS if "@" in one.text else one.kinds


def _spellings(text: str, kind: Kind) -> Iterator[str]:
    """The forms in which something is compared."""
    plain = folded(text)
    if kind is Kind.PARTICIPANT:
        plain = plain.rpartition(" ")[2]  # "Participant 101"
    if plain:
        yield plain
    if kind is Kind.NAME:
        yield from _names(text)


def _names(text: str) -> Iterator[str]:
    """A name with its parts in either order, and what is left of it when a platform makes a file name of it."""
    parts = [part for part in re.split(r"[\s,]+", text) if part]
    if len(parts) > 1:
        last_first = parts if "," in text else [parts[-1], *parts[:-1]]
        first_last = [*parts[1:], parts[0]] if "," in text else parts
        yield from (folded(" ".join(first_last)), folded(f"{last_first[0]}, {' '.join(last_first[1:])}"))
        yield from filter(None, (letters("".join(last_first)), letters("".join(first_last))))
    elif run_together := letters(text):
        yield run_together


def same_name(one: str, other: str) -> bool:
    """Whether two ways to write a name are of the same one: "Lovelace, Ada" and "Ada Lovelace"."""
    return not set(_spellings(one, Kind.NAME)).isdisjoint(_spellings(other, Kind.NAME))


def folded(text: str) -> str:
    """Capitals, blanks and the two ways of writing an accent make no difference."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def as_listed(text: str) -> str:
    """By what people look a name up: accents make no difference either, so that "Éva" stands among those with E."""
    return "".join(char for char in unicodedata.normalize("NFKD", folded(text)) if not unicodedata.combining(char))


def letters(text: str) -> str:
    """Letters and digits alone, as platforms run names together; as `folded`."""
    return "".join(char for char in folded(text) if char.isalnum())
