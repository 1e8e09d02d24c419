"""Exceptions of the program's as a suite has them: the classes that `except` and `pytest.raises` are given, and the objects behind what was raised.

Python looks for an exception among the bases of its class and asks nobody, so the class of one is a class here as well, made from what
it is made from over there. All else about it is asked of the object, as of a handle.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from grader.sandbox.claims import AnException, StudentError, kind_at
from grader.sandbox.handles import Handle
from grader.worker.values import Record
from grader.worker.wire import WireError

if TYPE_CHECKING:
    from grader.sandbox.conversation import Conversation


class ErrorClass(type):
    """The class of an exception that the program wrote."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """One made over there."""
        return _object_of(cls)(*args, **kwargs)

    def __getattr__(cls, name: str) -> Any:
        return getattr(_object_of(cls), name)

    def __setattr__(cls, name: str, value: Any) -> None:
        setattr(_object_of(cls), name, value)

    def __delattr__(cls, name: str) -> None:
        delattr(_object_of(cls), name)

    def __instancecheck__(cls, thing: object) -> bool:
        copied = type(thing) is Record
        return _object_of(cls).__instancecheck__(thing) if copied else type.__instancecheck__(cls, thing)

    def __dir__(cls) -> list[str]:
        return dir(_object_of(cls))

    @property
    def __doc__(cls) -> Any:  # type: ignore[override]
        return _object_of(cls).__doc__


def _object_of(cls: ErrorClass) -> Handle:
    found: Handle = vars(cls)["_handle"]
    return found


class Errors:
    """What one conversation has told of exceptions."""

    def __init__(self, conversation: Conversation, held: WeakValueDictionary[int, Any]) -> None:
        self._conversation = conversation
        self._held = held
        """What the suite has in hand, by number."""
        self._told: set[int] = set()
        """Numbers of exceptions that the other side keeps for us."""

    def made(self, tag: str, *told: Any) -> Any:
        """What arrived: an exception, or the class of one."""
        return self.kind(*told) if tag == "K" else self._error(*told)

    def raised(self, told: Any, error: StudentError) -> StudentError:
        """What was raised, as the object that it is over there: one that the suite has already tells now where it was raised."""
        _, number, _, _, _, *more = told
        known: StudentError | None = self._held.get(number)
        if known is not None:
            vars(known).update(vars(error))
            error = known.with_traceback(None)
        self._become(error, number, *more)
        return error

    def own_kind(self, told: Any) -> type[StudentError] | None:
        """The class of an exception that is told, where that is one of the program's own."""
        _, _, _, named, classes, *_ = told
        return self.kind(named, classes) if type(named) is int else None

    def kind(self, named: Any, classes: Any) -> type[StudentError]:
        """A class by its number, or by where it stands and its name in Python's library; `classes`: those of the program's own that are needed for it."""
        made = {number: self._class(number, *told) for number, *told in classes}
        return made[named] if type(named) is int else kind_at(*named)

    def gone(self) -> list[int]:
        """Numbers of exceptions that nobody here has any more."""
        gone = [number for number in sorted(self._told) if number not in self._held]
        self._told.difference_update(gone)
        return gone

    def _error(self, number: Any, message: Any, named: Any, classes: Any, notes: Any, cause: Any) -> StudentError:
        if type(number) is not int or type(message) is not str:
            raise WireError("an exception arrived without what it says")
        known: StudentError | None = self._held.get(number)
        if known is not None:
            return known
        kind = self.kind(named, classes)
        error: StudentError = type.__call__(kind, named[1] if type(named) is not int else kind.__name__, message)
        self._become(error, number, notes, cause)
        return error

    def _become(self, error: StudentError, number: int, notes: Any, cause: Any) -> None:
        self._held[number] = error
        self._told.add(number)
        error._object = self._handle(number, error.type)
        if notes:
            error.__notes__ = [*map(str, notes)]
        if cause is not None:
            error.__cause__ = self.made(*cause)

    def _class(self, number: Any, module: Any, name: Any, bases: Iterable[Any]) -> type[StudentError]:
        if type(number) is not int or type(module) is not str or type(name) is not str:
            raise WireError("the class of an exception arrived without its name")
        known: type[StudentError] | None = self._held.get(number)
        if known is None:
            made_from = tuple(dict.fromkeys(map(self._base, bases)))
            about = {"_handle": self._handle(number, "type", name), "__module__": module}
            known = self._held[number] = _made(name, made_from, about)
        return known

    def _base(self, named: Any) -> type[StudentError]:
        """One of those that a class is made from, which were told before it."""
        found: type[StudentError] = self._held[named] if type(named) is int else kind_at(*named)
        return found

    def _handle(self, number: int, kind: str, name: str = "") -> Handle:
        return Handle(self._conversation, number, kind, name, None)


def _made(name: str, bases: tuple[type[StudentError], ...], about: dict[str, Any]) -> Any:
    try:
        return ErrorClass(name, bases, about)
    except TypeError:  # of what a claim is besides, and nothing over there, no order of bases may come
        ordinary = any(issubclass(base, Exception) for base in bases)
        return ErrorClass(name, (AnException if ordinary else StudentError,), about)
