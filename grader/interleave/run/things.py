"""Things that actors touch, by numbers: small, the same in every run, and never used twice."""

from __future__ import annotations

from collections import Counter
from gc import get_referents
from sys import getrefcount

from ..weak import Gone, Weak, is_missed, is_passing, strongly, weakly

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


class _Numbered:
    """A thing that cannot be held weakly, by its number."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number


class Things:
    """The part of a run that tells things apart.

    A thing dies when the program lets it go: a generator then leaves its `with`, a connection is closed, a `__del__` runs.
    So things are held weakly. Those that cannot be, lists above all, are kept alive while the program holds them, so that
    their ids stay their own, and let go, too, once there are many: a loop that makes a list in each round must not fill the
    memory.
    """

    def __init__(self) -> None:
        self.owners: dict[int, object] = {}
        """Id of a namespace that somebody took in hand (`vars(o)`) -> whose attributes it holds."""
        self.behind: dict[int, object] = {}
        """Id of a container -> the model whose state it holds (the deque of a queue)."""
        self.shapes: dict[int, tuple[type, int]] = {}
        """What looking through things found out about their classes (`instrument.reach`)."""
        self.keys_added: dict[object, int] = {}
        """How many new keys each dictionary got while there was more than one actor."""
        self._numbers: dict[int, int] = {}
        self._subjects: list[object] = []
        self._kept: dict[int, int] = {}
        """Number of a thing that is kept alive, since it cannot be held weakly -> its id."""
        self.passing: list[int] = []
        """Numbers of iterators of C, which cannot be held weakly and may have a generator in hand."""
        self._crowd = CROWD
        self._identities: dict[int, int] = {}
        """Number of an object -> what the program is told that its id is."""

    def number(self, subject: object) -> int:
        """A small number that stands for this object in this run, in the order of first use."""
        found = self._numbers.get(id(subject))
        if found is not None:
            held = self._subjects[found]
            if held is subject or (type(held) is Weak and held.ref() is subject):
                return found  # and not that of another, which was at the same place in memory before
        number = self._numbers[id(subject)] = len(self._subjects)
        held = weakly(subject)
        self._subjects.append(held)
        if is_passing(held):
            self.passing.append(number)
        elif type(held) is not Weak:
            self._kept[number] = id(subject)
        return number

    def for_a_story(self, thing: object) -> object:
        """What is kept of a thing to name it when all is over, without keeping it alive."""
        held = weakly(thing)
        number = self._numbers.get(id(thing)) if held is thing else None
        return held if number is None else _Numbered(number)

    def told(self, kept: object) -> object:
        """What `for_a_story` has kept, or that it is `Gone`."""
        return self.subject(kept.number) if type(kept) is _Numbered else strongly(kept)

    def known(self) -> int:
        """How many objects have got a number."""
        return len(self._subjects)

    def subject(self, number: int) -> object:
        """The object that a number stands for, or `Gone`."""
        return strongly(self._subjects[number])

    def identity(self, obj: object) -> int:
        """What `id` says of this object in this run: in the order of first questions."""
        return self._identities.setdefault(self.number(obj), FIRST_IDENTITY + 64 * len(self._identities))

    def let_pass(self) -> None:
        """Let the iterators go that the program has let go, and what they have in hand."""
        for number in list(self.passing):
            subject = self._subjects[number]
            if getrefcount(subject) <= OURS:
                self.passing.remove(number)
                self._drop(id(subject), number)

    def _drop(self, key: int, number: int) -> None:
        del self._numbers[key]
        self._kept.pop(number, None)
        held = strongly(self._subjects[number])
        self._subjects[number] = held if type(held) is Gone else Gone(type(held).__name__)

    def outlives(self) -> bool:
        """Whether a container that the program has let go is still held here, and with it something whose end has effects, and that
        nobody else holds."""
        ours = [number for number in self._kept if self._is_only_ours(number)]
        held = [thing for number in ours for thing in get_referents(self._subjects[number]) if is_missed(thing)]
        times = Counter(map(id, held))
        return any(getrefcount(thing) < OURS + 2 * times[id(thing)] for thing in held)  # by each container, and here

    def _is_only_ours(self, number: int) -> bool:
        subject = self._subjects[number]
        return getrefcount(subject) <= OURS and id(subject) not in self.owners and id(subject) not in self.behind

    def let_go(self) -> list[int]:
        """Forget what nobody holds any more, if there is a crowd; the numbers, which are never given again."""
        if len(self._numbers) < self._crowd:
            return []
        gone = self.sweep()
        for key, number in list(self._numbers.items()):
            if type(self._subjects[number]) is Weak and type(self.subject(number)) is Gone:
                self._drop(key, number)
                gone.append(number)
        self._crowd = max(CROWD, 2 * len(self._numbers))
        return gone

    def sweep(self) -> list[int]:
        """Let those things go that are only kept alive here."""
        gone = [number for number in list(self._kept) if self._is_only_ours(number)]
        for number in gone:
            if number in self._kept:  # what the last one held may have let another actor go on, and that one sweep
                self._drop(self._kept[number], number)
        return gone
