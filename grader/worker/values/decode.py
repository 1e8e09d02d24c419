"""From JSON to a value: exact builtins, records and handles, or a WireError."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from grader.worker.shared import DICTS, SHARED, Shared
from grader.worker.values.bounds import DEPTH, INT_BITS
from grader.worker.values.held import never_changes
from grader.worker.values.record import READERS, Record
from grader.worker.values.standard import MAKERS
from grader.worker.wire import WireError


def decode(
    data: Any,
    handle: Callable[[int, str, str, Any, str], Any] | None = None,
    other: Callable[[Any], Any] | None = None,
    shared: Shared | None = None,
    special: Callable[..., Any] | None = None,
) -> Any:
    """The value that `encode` wrote; WireError for anything that it cannot have written. `other`: makes what was neither plain nor a
    handle, which only a worker may. `shared`: what is here already. `special`: makes an exception that stayed there, the class of
    one, or a function of the suite's."""
    try:
        return _Decoder(handle, other, shared, special).decode(data, DEPTH)
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, MemoryError) as broken:
        raise WireError(f"a value arrived broken: {type(broken).__name__}") from broken


class _Decoder:
    def __init__(
        self,
        handle: Callable[[int, str, str, Any, str], Any] | None,
        other: Callable[[Any], Any] | None,
        shared: Shared | None,
        special: Callable[..., Any] | None,
    ) -> None:
        self._handle = handle
        self._other = other
        self._shared = shared
        self._special = special

    def decode(self, data: Any, depth: int) -> Any:
        kind = type(data)
        if data is None or kind in (bool, int, float, str):
            return data
        if kind is not list or not data or depth < 0:
            raise WireError("a value arrived in an unknown form")
        tag, *parts = data
        if tag in _FROM_PARTS:
            return _FROM_PARTS[tag](self.decode(part, depth - 1) for part in parts)
        if tag in DICTS:
            return self._put_into(DICTS[tag](), parts, depth)
        if tag == "R":
            return self._record(parts, depth)
        if tag == "h":
            return self._hold(*parts)
        if tag == SHARED and self._shared is not None:
            return self._share(self._shared, *parts, depth=depth)
        if tag in ("E", "K", "P") and self._special is not None:
            return self._special(tag, *parts)
        if tag == "O" and self._other is not None:
            return self._other(*parts)
        return _FROM_ATOM[tag](*parts)

    def _share(self, shared: Shared, number: Any, held: Any = None, *, depth: int) -> Any:
        if held is None:
            return shared.known(number)
        tag, *parts = held
        thing = shared.begin(number, tag)  # before what it holds, which may be itself
        if tag in DICTS:
            return self._put_into(thing, parts, depth)
        add = thing.append if tag == "l" else thing.add
        for part in parts:
            add(self.decode(part, depth - 1))
        return thing

    def _put_into(self, thing: Any, parts: list[Any], depth: int) -> Any:
        if type(thing) is defaultdict:
            factory, *parts = parts
            thing.default_factory = self.decode(factory, depth - 1)
        for part in parts:
            key, value = self._pair(part, depth)
            thing[key] = value
        return thing

    def _pair(self, pair: Any, depth: int) -> tuple[Any, Any]:
        key, value = pair
        return self.decode(key, depth - 1), self.decode(value, depth - 1)

    def _record(self, parts: list[Any], depth: int) -> Record:
        kind, name, *fields = parts
        if kind not in ("object", *READERS) or type(name) is not str:
            raise WireError("a record arrived without a type")
        pairs = tuple(self._pair(field, depth) for field in fields)
        if not all(type(field) is str for field, _ in pairs):
            raise WireError("a record's field has no name")
        return Record(kind, name, pairs)

    def _hold(self, number: Any, kind: Any, name: Any, held: Any = None, shape: Any = "") -> Any:
        if self._handle is None or type(number) is not int or not type(kind) is type(name) is type(shape) is str:
            raise WireError("a handle arrived where none can be")
        if type(held) is bool:
            raise WireError("a handle arrived that holds no more than yes or no")
        tuple_of = held[1:] if type(held) is list and held[:1] == ["t"] else None
        content = _unchanging(held) if tuple_of is None else tuple(map(_unchanging, tuple_of))
        return self._handle(number, kind, name, content, shape)


def _unchanging(held: Any) -> Any:
    """A number, a text or a date, or nothing."""
    atom = _FROM_ATOM[held[0]](*held[1:]) if type(held) is list else held
    if not never_changes(atom):
        raise WireError("a handle arrived that holds what may change")
    return atom


def _decode_int(text: Any) -> int:
    if type(text) is not str or len(text) > INT_BITS // 4 + 4:
        raise WireError("an int arrived too large")
    return int(text, 16)


def _decode_float(text: Any) -> float:
    if text not in ("nan", "inf", "-inf"):
        raise WireError("a float arrived in an unknown form")
    return float(text)


def _decode_complex(real: Any, imag: Any) -> complex:
    return complex(*(part if type(part) is float else _decode_float(part[1]) for part in (real, imag)))


def _decode_range(*parts: Any) -> range:
    start, stop, step = (part if type(part) is int else _decode_int(part[1]) for part in parts)
    return range(start, stop, step)


def _decode_bytes(text: Any) -> bytes:
    return base64.b64decode(text, validate=True)


_FROM_PARTS: dict[Any, Callable[[Iterable[Any]], Any]] = {
    "l": list,
    "t": tuple,
    "S": set,
    "F": frozenset,
    "z": lambda parts: slice(*parts),
}
_FROM_ATOM: dict[str, Callable[..., Any]] = {
    "i": _decode_int,
    "f": _decode_float,
    "s": lambda text: _decode_bytes(text).decode("utf-8", "surrogatepass"),
    "b": _decode_bytes,
    "c": _decode_complex,
    "r": _decode_range,
    "N": lambda: NotImplemented,
    **MAKERS,
}
