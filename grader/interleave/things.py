"""Things that actors touch, by numbers: small, the same in every run, and never used twice."""

from __future__ import annotations

from sys import getrefcount

FIRST_IDENTITY = 0x7F00_0000_0000
"""Looks like an address."""
CROWD = 256
"""Things that are kept alive before it is looked which of them the program has let go."""


def _references_of_ours() -> int:
    """What `getrefcount` says of a thing that nobody but a list and a variable hold (it differs between interpreters)."""
    subjects: list[object] = [object()]
    subject = subjects[0]
    return getrefcount(subject)


OURS = _references_of_ours()


class Gone:
    """Stands for a thing that the program has let go."""


GONE = Gone()


class Things:
    """The part of a run that tells things apart.

    A thing is kept alive while the program holds it, so that its id stays its own. What the program has let go is let
    go here, too, once there is much of it: a loop that makes a new list in each round must not fill the memory.
    """

    def __init__(self) -> None:
        self.owners: dict[int, object] = {}
        """Id of a namespace that somebody took in hand (`vars(o)`) -> whose attributes it holds."""
        self.behind: dict[int, object] = {}
        """Id of a container -> the model whose state it holds (the deque of a queue)."""
        self.shapes: dict[type, int] = {}
        """What looking through things found out about their classes (`instrument.reach`)."""
        self.keys_added: dict[object, int] = {}
        """How many new keys each dictionary got while there was more than one actor."""
        self._numbers: dict[int, int] = {}
        self._subjects: list[object] = []
        self._crowd = CROWD
        self._identities: dict[int, tuple[int, object]] = {}
        """id of an object -> what the program is told, and the object, kept alive so that its id is never used again."""

    def number(self, subject: object) -> int:
        """A small number that stands for this object in this run, in the order of first use."""
        found = self._numbers.get(id(subject))
        if found is None:
            found = len(self._subjects)
            self._numbers[id(subject)] = found
            self._subjects.append(subject)
        return found

    def known(self) -> int:
        """How many objects have got a number."""
        return len(self._subjects)

    def subject(self, number: int) -> object:
        """The object that a number stands for."""
        return self._subjects[number]

    def identity(self, obj: object) -> int:
        """What `id` says of this object in this run: in the order of first questions."""
        found = self._identities.get(id(obj))
        if found is None:
            found = self._identities[id(obj)] = (FIRST_IDENTITY + 64 * len(self._identities), obj)
        return found[0]

    def let_go(self) -> list[int]:
        """Forget what nobody else holds any more, if there is a crowd; the numbers, which are never given again."""
        if len(self._numbers) < self._crowd:
            return []
        gone = []
        for number in list(self._numbers.values()):
            subject = self._subjects[number]
            if getrefcount(subject) <= OURS and id(subject) not in self.owners and id(subject) not in self.behind:
                del self._numbers[id(subject)]
                self._subjects[number] = GONE
                gone.append(number)
        self._crowd = max(CROWD, 2 * len(self._numbers))
        return gone
