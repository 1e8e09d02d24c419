"""Records: what is left of an object when only its data travels."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import GetSetDescriptorType, MemberDescriptorType
from typing import Any

from grader.interleave.plainly import bases_of, order_of, space_of, text_of
from grader.worker.values.lineage import is_class

Readers = Mapping[str, Callable[[object], list[tuple[str, Any]] | None]]


@dataclass(frozen=True)
class Record:
    """A copied dataclass, named tuple or exception: a type's name and its fields in order.

    Fields are attributes, which is why the record's own begin with `record_`; a named tuple's record equals a
    plain tuple of the same values.
    """

    record_kind: str
    """`dataclass`, `namedtuple` or `exception`; `object` for one that is told by its type alone."""
    record_type: str
    record_fields: tuple[tuple[str, Any], ...]

    def __getattr__(self, name: str) -> Any:
        for field, value in self.record_fields:
            if field == name:
                return value
        if self.record_kind == "namedtuple" and name in _OF_TUPLES:
            return partial(_OF_TUPLES[name], self)
        if self.record_kind == "namedtuple" and name == "_fields":
            return tuple(dict(self.record_fields))
        raise AttributeError(f"{self.record_type!r} has no field {name!r}")

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values())

    def __len__(self) -> int:
        return len(self.record_fields)

    def __getitem__(self, index: int | slice) -> Any:
        return self._values()[index]

    def __eq__(self, other: object) -> bool:
        if type(other) is Record:
            return (self.record_kind, self.record_type, self.record_fields) == (
                other.record_kind,
                other.record_type,
                other.record_fields,
            )
        if type(other) is tuple and self.record_kind == "namedtuple":
            return self._values() == other
        return NotImplemented

    def __hash__(self) -> int:
        if self.record_kind == "namedtuple":
            return hash(self._values())
        try:
            return hash((self.record_type, self.record_fields))
        except TypeError:  # what is in a set of the program's can be hashed, whatever it holds
            return hash(self.record_type)

    def __repr__(self) -> str:
        if self.record_kind == "object":
            return f"<{self.record_type}>"
        return f"{self.record_type}({', '.join(f'{name}={value!r}' for name, value in self.record_fields)})"

    def __str__(self) -> str:
        """An exception as Python tells it, in whatever sentence it comes to stand."""
        return f"{self.record_type}: {self.message}" if self.record_kind == "exception" else repr(self)

    def _values(self) -> tuple[Any, ...]:
        return tuple(value for _, value in self.record_fields)


def _replaced(record: Record, **changes: Any) -> Record:
    fields = {**dict(record.record_fields), **changes}
    if len(fields) > len(record.record_fields):
        raise ValueError(f"Got unexpected field names: {list(changes)!r}")
    return Record(record.record_kind, record.record_type, tuple(fields.items()))


_OF_TUPLES: dict[str, Callable[..., Any]] = {
    "_replace": _replaced,
    "_asdict": lambda record: dict(record.record_fields),
    "count": lambda record, value: record._values().count(value),
    "index": lambda record, value: record._values().index(value),
}
"""What a named tuple can do besides."""


def name_of(kind: type) -> str:
    """A type's own name, whatever its metaclass says."""
    name: str = type.__dict__["__name__"].__get__(kind)
    return name[:200]


def namedtuple_fields(value: object) -> list[tuple[str, Any]] | None:
    """Fields of a plain named tuple."""
    kind = type(value)
    bases, names = bases_of(kind), space_of(kind).get("_fields")
    if len(bases) != 1 or bases[0] is not tuple or type(names) is not tuple or not _are_texts(names):
        return None
    parts: list[Any] = list(tuple.__iter__(value))  # type: ignore[arg-type]
    return list(zip(names, parts, strict=True)) if len(parts) == len(names) else None


def dataclass_fields(value: object) -> list[tuple[str, Any]] | None:
    """Fields of a dataclass that is data only; one with methods of its own stays, so that they can be called."""
    own = [space_of(base) for base in order_of(type(value))[:-1]]
    if any("__dataclass_fields__" not in space for space in own):
        return None
    if any(_is_behaviour(name, part) for space in own for name, part in space.items()):
        return None
    return data_fields(value)


def data_fields(value: object) -> list[tuple[str, Any]] | None:
    """Fields of a dataclass, whatever else it can do. One that has none, and holds something, is no data: all of them would be equal."""
    own = [space_of(base) for base in order_of(type(value))[:-1]]
    names = _names_in(own[0]) if own else None
    if names is None or any(_is_behaviour(name, space[name]) for space in own for name in names if name in space):
        return None
    try:
        fields = [(name, object.__getattribute__(value, name)) for name in names]
    except AttributeError:
        return None
    return fields if fields or not attributes(value) else None


def shape_of(thing: Any) -> str:
    """By what name of data an object goes that stays, or a class that makes such: `dataclass`, `namedtuple`; empty for any other."""
    if is_class(thing):
        return "" if _names_in(space_of(thing)) is None else "dataclass"
    return next((kind for kind, fields_of in DATA.items() if fields_of(thing) is not None), "")


def field_names(thing: Any) -> list[str]:
    """The names of the fields of a dataclass, or of an object of one."""
    return _names_in(space_of(thing if is_class(thing) else type(thing))) or []


def _names_in(space: Mapping[str, Any]) -> list[str] | None:
    """The names of a dataclass's fields; what all of its kind share (`ClassVar`), and what only its making takes (`InitVar`), is none."""
    found = space.get("__dataclass_fields__")
    if type(found) is not dict or not _are_texts(found):
        return None
    return [name for name, field in found.items() if _is_of_each(field)]


def _is_of_each(field: object) -> bool:
    """By the mark of Python's own `dataclasses`, which a program has a copy of for itself."""
    try:
        return bool(object.__getattribute__(object.__getattribute__(field, "_field_type"), "name") == "_FIELD")
    except AttributeError:
        return True


def attributes(value: object) -> list[tuple[str, Any]] | None:
    """What an object of a class that the program wrote holds under its names, whatever the class says of that; None for any other, or one whose class
    is made from one of Python's, which holds more."""
    own = [space_of(base) for base in order_of(type(value))[:-1]]
    kinds = (GetSetDescriptorType, MemberDescriptorType)
    held = [
        (name, part) for space in own for name, part in space.items() if type(part) in kinds and name != "__weakref__"
    ]
    if not held or any(
        type(space.get("__module__")) is not str for space in own
    ):  # that of functions and classes is none
        return None
    found: list[tuple[str, Any]] = []
    for name, part in held:
        with contextlib.suppress(AttributeError):  # a slot that nothing was put in
            found += sorted(dict.items(part.__get__(value))) if name == "__dict__" else [(name, part.__get__(value))]
    return found if _are_texts(name for name, _ in found) else None


def _are_texts(names: Iterable[object]) -> bool:
    return all(type(name) is str for name in names)


def _is_behaviour(name: str, part: object) -> bool:
    if (name.startswith("__") and name.endswith("__")) or type(part) is MemberDescriptorType:
        return False
    return any("__get__" in space_of(base) for base in order_of(type(part)))


def exception_fields(value: object) -> list[tuple[str, Any]] | None:
    """What an exception says and carries."""
    kind = type(value)
    if not issubclass(kind, BaseException):
        return None
    message = text_of(value) or ""  # an exception may be unable to say what it is
    return [("type", name_of(kind)), ("message", message), ("args", _args(value))]


DATA: Readers = {"namedtuple": namedtuple_fields, "dataclass": data_fields}
"""What can be told by its fields where it stays, whatever else it can do."""
_args = BaseException.__dict__["args"].__get__
READERS: Readers = {"namedtuple": namedtuple_fields, "dataclass": dataclass_fields, "exception": exception_fields}
"""By kind of record: its fields, or None for a value of another kind."""
