"""What an observed value consists of, in a text that two values share only if nobody who gets them can tell them apart.

Values travel by their parts (containers, named tuples, dataclasses, exceptions), so they are told apart by these, and
not by what the program's own `__repr__` makes of them. Only what stays behind is known by its `repr` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any, Final

from ..actor import ActorKilled
from ..addresses import plain
from ..instrument.containers import is_a
from ..plainly import args_of, class_of, home_of, is_dict, items_of, space_of

LONG: Final = 1_000
"""Characters of a structure beyond which its fingerprint stands for it."""
DEPTH: Final = 200
PARTS: Final = 2_000_000
"""Far more than what travels: whatever is deeper or larger is told by its type alone."""
_SEQUENCES: Final[dict[type, Callable[[Any], Iterable[Any]]]] = {list: list.__iter__, tuple: tuple.__iter__}
_SETS: Final = (set, frozenset)
_SHOWN: Final = (float, complex, bytes, range, bool, type(None))


def structure(value: Any) -> str:
    """A text for all that a value is made of; of a long one, a fingerprint."""
    text = _Walk().of(value, DEPTH)
    return text if len(text) <= LONG else blake2b(text.encode("utf-8", "surrogatepass")).hexdigest()


class _Walk:
    def __init__(self) -> None:
        self._left = PARTS

    def of(self, value: Any, depth: int) -> str:
        self._left -= 1
        kind = class_of(value)
        if depth < 0 or self._left < 0:
            return f"<{home_of(type(value))[1]}>"
        if kind is int:
            return hex(value)
        if kind is str:
            return repr(plain(value))
        if kind in _SHOWN:
            return f"{kind.__name__} {value!r}"
        if kind in _SEQUENCES:
            return f"{kind.__name__}({self._all(_SEQUENCES[kind](value), depth)})"
        if kind in _SETS:
            return f"{kind.__name__}({','.join(sorted(self.of(part, depth - 1) for part in kind.__iter__(value)))})"
        if is_dict(kind):
            return f"{{{self._all((half for pair in items_of(value) for half in pair), depth)}}}"
        return f"{home_of(type(value))[1]}({self._parts(value, depth)})"

    def _all(self, parts: Iterable[Any], depth: int) -> str:
        every = list(parts)
        if len(every) > self._left:
            return f"<{len(every)}>"
        if set(map(id, map(type, every))) == {id(int)}:
            self._left -= len(every)
            return ",".join(map(hex, every))  # long lists are mostly such
        return ",".join(self.of(part, depth - 1) for part in every)

    def _parts(self, value: Any, depth: int) -> str:
        """Of what has a class of the program's or the library's."""
        if is_a(value, tuple):
            return self._all(tuple.__iter__(value), depth)
        if is_a(value, BaseException):
            return f"{_said(str, value)},{self._all(args_of(value), depth)}"
        fields = space_of(type(value)).get("__dataclass_fields__")
        if type(fields) is dict:
            return self._all((part for name in fields for part in _field(value, name)), depth)
        return _said(repr, value)


def _field(value: object, name: str) -> tuple[object, ...]:
    try:
        return name, object.__getattribute__(value, name)
    except ActorKilled:
        raise
    except BaseException:
        return (name,)  # it was deleted, or is worked out and cannot be


def _said(tell: Callable[[object], str], value: object) -> str:
    """What the program's own code says of it."""
    try:
        return plain(tell(value))
    except ActorKilled:
        raise
    except BaseException as error:  # its own `__repr__` may raise anything, SystemExit too
        return f"<{type(error).__name__}>"
