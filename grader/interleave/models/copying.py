"""What copies and pickles of models come to: the same refusals as the real ones', in the same words.

`copy.deepcopy`, `pickle` and `dataclasses.asdict` meet the lock inside and refuse; `copy.copy` meets it only where the
object is a lock itself. A shallow copy of anything else works, and shares some of what is inside and not the rest: that
is said to be beyond control.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..actor import current_actor


def unlike_any(kind: type, word: str) -> None:
    """Objects of this class are of C, and nobody can copy them; `word` is what it is called there."""
    uncopied(kind, lambda one: word if type(one) is kind else type(one).__name__)


def holding(kind: type, inside: str | Callable[[Any], str | None]) -> None:
    """Objects of this class hold what nobody can copy: this one can only be copied with the same things inside."""
    uncopied(kind, inside)

    def __copy__(self: Any) -> Any:
        current_actor().run.escape(f"a copy of a {type(self).__name__} that shares the inside of the first")
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__)
        return made

    kind.__copy__ = __copy__  # type: ignore[attr-defined]


def uncopied(kind: type, inside: str | Callable[[Any], str | None]) -> None:
    """Objects of this class are made of what cannot be pickled: `inside` (or what it answers for one of them)."""

    def __reduce_ex__(self: Any, protocol: Any) -> Any:
        word = inside if isinstance(inside, str) else inside(self)
        if word is None or _says_how(type(self)):
            return object.__reduce_ex__(self, protocol)
        raise TypeError(f"cannot pickle {word!r} object")

    kind.__reduce_ex__ = __reduce_ex__  # type: ignore[method-assign,assignment]


def _says_how(kind: type) -> bool:
    """Whether a class of the program's (or one that processes share) says itself how it is taken along."""
    return any(getattr(kind, name) is not getattr(object, name) for name in ("__reduce__", "__getstate__"))
