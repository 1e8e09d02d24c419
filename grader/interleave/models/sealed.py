"""What is of C in the library looks so here: its objects take no attributes, its functions are no classes."""

from __future__ import annotations

import sys
from typing import Any, Final, NoReturn

from ..instrument.manners import ENGINE

_MORE: Final = " and no __dict__ for setting new attributes" if sys.version_info >= (3, 13) else ""


def sealed(kind: type, word: str) -> None:
    """Nobody can put attributes on objects of this class, which is called `word`."""

    def refuse(self: Any, name: str) -> NoReturn:
        if hasattr(type(self), name):
            raise AttributeError(f"'{word}' object attribute '{name}' is read-only")
        raise AttributeError(f"'{word}' object has no attribute '{name}'{_MORE}")

    def __setattr__(self: Any, name: str, value: Any) -> None:
        if type(self) is kind:
            refuse(self, name)
        object.__setattr__(self, name, value)

    def __delattr__(self: Any, name: str) -> None:
        if type(self) is kind:
            refuse(self, name)
        object.__delattr__(self, name)

    kind.__setattr__ = __setattr__  # type: ignore[method-assign,assignment]
    kind.__delattr__ = __delattr__  # type: ignore[method-assign,assignment]
    named(kind, word)


def named(kind: type, word: str) -> None:
    """Who looks for what objects of this class have not, is told so by this word."""

    def __getattr__(self: Any, name: str) -> NoReturn:
        raise AttributeError(
            f"'{word if type(self) is kind else type(self).__name__}' object has no attribute '{name}'"
        )

    kind.__getattr__ = __getattr__  # type: ignore[attr-defined]


def final(kind: type, word: str) -> None:
    """No program can derive from this class."""

    def refuse(derived: type, **_: Any) -> None:
        if not derived.__module__.startswith(ENGINE):
            raise TypeError(f"type '{word}' is not an acceptable base type")

    kind.__init_subclass__ = classmethod(refuse)  # type: ignore[assignment,arg-type]


class Builtin:
    """A function of C: no class, no operand of `|`, nothing to ask `isinstance` about."""

    __slots__ = ("_make", "_name")

    def __init__(self, name: str, make: Any, *more: Any) -> None:
        if more:  # a class statement that names such a function as its base
            raise TypeError(f"cannot create '{type(self).__name__}' instances")
        self._name, self._make = name, make

    @property
    def __name__(self) -> str:
        return self._name

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        where = f"{type(self).__module__}.{self._name}()"
        if kwargs:
            raise TypeError(f"{where} takes no keyword arguments")
        if args:
            raise TypeError(f"{where} takes no arguments ({len(args)} given)")
        return self._make()

    def __reduce__(self) -> str:
        return self._name

    def __repr__(self) -> str:
        return f"<built-in function {self._name}>"


Builtin.__name__ = Builtin.__qualname__ = "builtin_function_or_method"  # type: ignore[method-assign,assignment]
Builtin.__module__ = "_thread"
