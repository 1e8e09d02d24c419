"""The loggers of each process. A process that is spawned configures its own, one that is forked goes on with copies of its
parent's; `logging` is one module for all, which holds those of whoever runs."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, cast
from weakref import WeakValueDictionary

from ...actor import SimProcess

if TYPE_CHECKING:
    from ..multiprocessing.memory import MemoryCopy

KEPT: Final = ("_loggerClass", "_logRecordFactory", "raiseExceptions", "lastResort")
LEVELS: Final = ("_levelToName", "_nameToLevel")
_KEY: Final = "logging"


class Loggers:
    """What `logging` holds for one process, by the names that it has there."""

    def __init__(self, module: ModuleType, names: dict[str, Any]) -> None:
        """With no loggers but the root, and these `names`, which the program may change."""
        self._space = module.__dict__
        root = self._space["RootLogger"](self._space["WARNING"])
        self._manager = self._space["Manager"](root)
        self._names = {**names, "root": root, "_handlers": WeakValueDictionary[str, Any](), "_handlerList": []}

    def enter(self) -> None:
        """The process goes on: these are the loggers."""
        self._space.update(self._names)
        self._space["Logger"].root, self._space["Logger"].manager = self._names["root"], self._manager

    def leave(self) -> None:
        """Another goes on: keep what this one has."""
        self._names = {name: self._space[name] for name in self._names}
        self._manager = self._space["Logger"].manager

    def all(self) -> list[Any]:
        """Every logger that has been asked for."""
        found = [self._names["root"], *self._manager.loggerDict.values()]
        return [logger for logger in found if isinstance(logger, self._space["Logger"])]

    def go_on_with(self, others: Loggers, copy: MemoryCopy) -> None:
        """Be what `others` are in a forked child; its loggers are made already (`bare_loggers`)."""
        for logger in others.all():
            copy.fill_state(logger, copy(logger))
        self._manager = copy(others._manager)
        handlers = {name: copy(handler) for name, handler in others._names["_handlers"].items()}
        plain = {name: value for name, value in others._names.items() if name != "_handlers"}
        self._names = cast(dict[str, Any], copy.forked(plain)) | {"_handlers": WeakValueDictionary(handlers)}


def give(process: SimProcess, make: Callable[[], Loggers]) -> None:
    """A new process has loggers of its own."""
    loggers = process.keep(_KEY, make)
    process.on_enter.append(loggers.enter)
    process.on_leave.append(loggers.leave)


def bare_loggers(parent: SimProcess) -> dict[int, Any]:
    """For a child that is forked by the running process: id of each logger -> the one in its place, still empty."""
    loggers: Loggers | None = parent.keep(_KEY, lambda: None)
    if loggers is None:
        return {}
    loggers.leave()
    return {id(logger): object.__new__(type(logger)) for logger in loggers.all()}


def inherit_loggers(parent: SimProcess, child: SimProcess, copy: MemoryCopy) -> None:
    """Fill them."""
    loggers: Loggers | None = parent.keep(_KEY, lambda: None)
    if loggers is not None:
        child.keep(_KEY, lambda: loggers).go_on_with(loggers, copy)
