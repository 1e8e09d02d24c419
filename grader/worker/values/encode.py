"""From a value to JSON: exact types only, nothing is asked of the value itself."""

from __future__ import annotations

import base64
import math
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from grader.interleave.plainly import class_of, exact, is_counter, is_dict, items_of
from grader.worker.shared import SHARED, Shared
from grader.worker.values import standard
from grader.worker.values.bounds import DEPTH, INT_BITS, NODES, SMALL_INT, TooLarge
from grader.worker.values.extension import plain_in, shown_in
from grader.worker.values.held import atom_in
from grader.worker.values.record import READERS, Readers, name_of, shape_of


def encode(
    value: object,
    handle: Callable[[object], int | None] = lambda _: None,
    other: Callable[[object], list[Any]] | None = None,
    readers: Readers = READERS,
    shared: Shared | None = None,
    special: Callable[[object], list[Any] | None] = lambda _: None,
) -> Any:
    """JSON for `value`. Objects that do not travel go by the number that `handle` gives them; what has none, by what `other` makes
    of it (without one: TypeError). `readers`: of what the fields travel. `shared`: what the other side may have already.
    `special`: what an exception that stays travels as, the class of one, or a function of the suite's."""
    return _Encoder(handle, other or _refused, readers, shared, special).encode(value, DEPTH)


def _refused(value: object) -> list[Any]:
    raise TypeError(f"a {type(value).__name__} cannot be sent to a submission; plain values and handles can")


class _Encoder:
    def __init__(
        self,
        handle: Callable[[object], int | None],
        other: Callable[[object], list[Any]],
        readers: Readers,
        shared: Shared | None,
        special: Callable[[object], list[Any] | None],
    ) -> None:
        self._handle = handle
        self._other = other
        self._readers = readers
        self._shared = shared
        self._special = special
        self._left = NODES

    def encode(self, value: Any, depth: int) -> Any:
        self._left -= 1
        if depth < 0 or self._left < 0:
            raise TooLarge("nested too deeply" if depth < 0 else f"more than {NODES} parts")
        kind = class_of(value)
        if value is None or kind is bool:
            return value
        if value is NotImplemented:
            return ["N"]
        if kind in _ATOMS:
            return _ATOMS[kind](value)
        if kind in _SEQUENCES or is_dict(kind):
            return (
                self._parts(value, kind, depth)
                if kind in _UNCHANGING or self._shared is None
                else self._share(value, kind, depth)
            )
        plain = plain_in(value)
        if plain is not None:
            return self.encode(plain, depth)
        copied = standard.parts_of(value) or standard.class_parts(value) or self._record(value, depth)
        return copied or self._special(value) or self._stay(value)

    def _share(self, value: Any, kind: type, depth: int) -> list[Any]:
        assert self._shared is not None
        number, is_new = self._shared.number_of(value)
        if number is None:
            return self._parts(value, kind, depth)
        return [SHARED, number, self._parts(value, kind, depth)] if is_new else [SHARED, number]

    def _parts(self, value: Any, kind: type, depth: int) -> list[Any]:
        if kind in _SEQUENCES:
            tag, parts = _SEQUENCES[kind]
            return [tag, *(self.encode(part, depth - 1) for part in parts(value))]
        pairs = self._pairs(items_of(value), depth)
        if exact(kind) is defaultdict and self._can_be_told(value.default_factory):
            return ["m", self.encode(value.default_factory, depth - 1), *pairs]
        return ["C" if is_counter(kind) else "o" if exact(kind) is OrderedDict else "d", *pairs]

    def _can_be_told(self, factory: Any) -> bool:
        """Whether a copy can have it as well: a function stays where it is."""
        return factory is None or standard.class_parts(factory) is not None or self._shared is not None

    def _pairs(self, pairs: Iterable[tuple[Any, Any]], depth: int) -> list[list[Any]]:
        return [[self.encode(k, depth - 1), self.encode(v, depth - 1)] for k, v in list(pairs)]

    def _record(self, value: object, depth: int) -> list[Any] | None:
        for kind, fields_of in self._readers.items():
            fields = fields_of(value)
            if fields is not None:
                return ["R", kind, name_of(type(value)), *self._pairs(fields, depth)]
        return None

    def _stay(self, value: object) -> list[Any]:
        place = self._handle(value)
        if place is None:
            return self._other(value)
        kind = type(value)
        name: str = value.__name__ if exact(kind) in _NAMED else shown_in(value)  # type: ignore[attr-defined]
        told, held = ["h", place, name_of(kind), name[:200]], atom_in(value)
        if shape := shape_of(value):
            return [*told, self.encode(held, DEPTH), shape]
        return told if held is None else [*told, self.encode(held, DEPTH)]


def _encode_int(value: int) -> Any:
    if -SMALL_INT < value < SMALL_INT:
        return value
    if value.bit_length() > INT_BITS:
        raise TooLarge(f"an int of {value.bit_length()} bits")
    return ["i", hex(value)]


def _encode_float(value: float) -> Any:
    return value if math.isfinite(value) else ["f", repr(value)]


def _encode_str(value: str) -> Any:
    if value.isascii() or not any("\ud800" <= char <= "\udfff" for char in value):
        return value
    return ["s", _text(value.encode("utf-8", "surrogatepass"))]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _encode_complex(value: complex) -> Any:
    return ["c", _encode_float(value.real), _encode_float(value.imag)]


def _encode_range(value: range) -> Any:
    return ["r", *(_encode_int(part) for part in (value.start, value.stop, value.step))]


def _parts_of_slice(value: slice) -> tuple[Any, Any, Any]:
    return value.start, value.stop, value.step


_ATOMS: dict[type, Callable[[Any], Any]] = {
    int: _encode_int,
    float: _encode_float,
    str: _encode_str,
    bytes: lambda value: ["b", _text(value)],
    complex: _encode_complex,
    range: _encode_range,
}
_SEQUENCES: dict[type, tuple[str, Callable[[Any], Iterable[Any]]]] = {
    list: ("l", list.__iter__),
    tuple: ("t", tuple.__iter__),
    set: ("S", list),
    frozenset: ("F", list),
    slice: ("z", _parts_of_slice),
}
_UNCHANGING = {tuple, frozenset, slice}
_NAMED = {type(lambda: None), type(len), type}
