"""What a misspelt name was meant to be: CPython's "Did you mean: 'x'?", worked out alike on every version."""

from __future__ import annotations

from sys import stdlib_module_names
from types import FrameType

_NAME = NameError.__dict__["name"].__get__
_ATTRIBUTE = tuple(AttributeError.__dict__[part].__get__ for part in ("name", "obj"))
"""What an exception was raised with, whatever its class says."""


def suggestion(exception: BaseException, frame: FrameType | None) -> str | None:
    """CPython's "Did you mean: 'x'?" for a name looked up in `frame`, where that is known."""
    if issubclass(type(exception), NameError):
        name = _NAME(exception)
        return _for_name(name, frame) if type(name) is str and frame is not None else None
    if issubclass(type(exception), AttributeError):
        name, obj = (part(exception) for part in _ATTRIBUTE)
        return _for_attribute(name, obj) if type(name) is str and obj is not None else None
    return None


def _for_attribute(name: str, obj: object) -> str | None:
    try:
        close = closest(name, [n for n in dir(obj) if isinstance(n, str) and (name[:1] == "_" or n[:1] != "_")])
    except Exception:  # the program's own `__dir__` may raise anything
        return None
    return f"Did you mean: '{close}'?" if close else None


def _for_name(name: str, frame: FrameType) -> str | None:
    known = [*frame.f_locals, *frame.f_globals, *frame.f_builtins]
    own = frame.f_locals.get("self")
    if own is not None:
        try:
            if name in getattr(own, "__dict__", {}) or hasattr(type(own), name):
                return f"Did you mean: 'self.{name}'?"
        except Exception:
            return None
    close = closest(name, [n for n in known if isinstance(n, str) and not n.startswith(".")])
    if name in stdlib_module_names:
        if close:
            return f"Did you mean: '{close}'? Or did you forget to import '{name}'?"
        return f"Did you forget to import '{name}'?"
    return f"Did you mean: '{close}'?" if close else None


def closest(wrong: str, candidates: list[str]) -> str | None:
    """The candidate that CPython would suggest: the nearest within a third of the letters, the first of equals."""
    if len(candidates) > 750 or len(wrong) > 40:
        return None
    best: str | None = None
    best_distance = 10**9
    for candidate in candidates:
        if candidate == wrong or len(candidate) > 40:
            continue
        allowed = min((len(candidate) + len(wrong) + 3) * 2 // 6, best_distance - 1)
        distance = _distance(wrong, candidate, allowed)
        if distance <= allowed:
            best, best_distance = candidate, distance
    return best


def _distance(one: str, other: str, allowed: int) -> int:
    """Edit distance with CPython's costs: 2 for a letter put in, left out or changed, 1 for a change of case."""
    if abs(len(one) - len(other)) * 2 > allowed:
        return allowed + 1
    row = list(range(0, 2 * len(other) + 2, 2))
    for i, a in enumerate(one):
        previous, row = row, [2 * i + 2]
        for j, b in enumerate(other):
            change = 0 if a == b else 1 if a.lower() == b.lower() else 2
            row.append(min(previous[j] + change, previous[j + 1] + 2, row[j] + 2))
    return row[-1]
