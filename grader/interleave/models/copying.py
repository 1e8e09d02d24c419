"""What copies and pickles of models come to: the same refusals as the real ones', in the same words.

`copy.deepcopy`, `pickle` and `dataclasses.asdict` meet the lock inside and refuse; `copy.copy` meets it only where the
object is a lock itself. A shallow copy of anything else works, and shares some of what is inside and not the rest: that
is said to be beyond control. A method is pickled as what is called so of whom it belongs to.
"""

from __future__ import annotations

import contextlib
import copyreg
import types
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, Final

from ..actor import current_actor


def _found_by_name(method: Any) -> str | tuple[Any, ...]:
    """How a method is pickled. Python takes the `getattr` of whoever pickles, which may be ours, and which nobody finds by its name."""
    kind: Any = type(method)
    found = kind.__reduce__(method)
    return found if isinstance(found, str) else (attrgetter(found[1][1]), (found[1][0],))


METHODS: Final[dict[Any, Callable[[Any], Any]]] = dict.fromkeys(
    (types.MethodType, types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType, types.MethodWrapperType),
    _found_by_name,
)  # fmt: skip
"""How their kinds are pickled."""


@contextlib.contextmanager
def methods_pickled_by_name() -> Iterator[None]:
    """Whoever pickles in here does it so, unless the program said otherwise."""
    before = dict(copyreg.dispatch_table)
    copyreg.dispatch_table.update(METHODS)
    try:
        yield
    finally:
        copyreg.dispatch_table.clear()
        copyreg.dispatch_table.update(before)


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
