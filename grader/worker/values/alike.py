"""What objects that stay hold, where their class is a dataclass or a named tuple with methods: their own `==` and `repr` are not asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.worker.values.bounds import TooLarge
from grader.worker.values.decode import decode
from grader.worker.values.encode import encode
from grader.worker.values.record import Readers, data_fields, namedtuple_fields

_DATA: Readers = {"namedtuple": namedtuple_fields, "dataclass": data_fields}
_LONGEST = 200


def alike(one: Any, other: Any) -> bool:
    """Of one class, and all that they hold is equal as plain values are, or the same object."""
    if type(one) is not type(other) or all(fields_of(one) is None for fields_of in _DATA.values()):
        return False
    try:
        return bool(_copied(one, _stays) == _copied(other, _stays))
    except TooLarge:
        return False


def in_words(thing: Any) -> str | None:
    """Its class and what it holds, as such data is shown that travels; None for what is no data, or too much of it."""
    if all(fields_of(thing) is None for fields_of in _DATA.values()):
        return None
    try:
        said = repr(_copied(thing, _named))
    except TooLarge:
        return None
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _copied(thing: Any, instead: Callable[[int, str, str, Any], Any]) -> Any:
    """Data in it as data, and `instead` for all that is none."""
    return decode(encode(thing, id, readers=_DATA), instead)


def _stays(number: int, _kind: str, _name: str, held: Any) -> Any:
    """What is no data: it is equal to itself, or by what it is."""
    return (number,) if held is None else held


class _Name(str):
    """Shown as it stands."""

    __slots__ = ()
    __repr__ = str.__str__


def _named(_number: int, kind: str, name: str, held: Any) -> Any:
    return _Name(f"<{kind}{' ' + name if name else ''}>") if held is None else held
