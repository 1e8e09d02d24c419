"""`logging`: a copy of the library's module for one program, on the virtual clock, fresh in every process.

A logged line is like a printed one: it goes out in one piece, and its order among others is searched for on request
only. Its time is told, and makes no other ending: lines are compared as if clocks stood still. So the library's locks are
no steps, but for those of handlers, which may be (`log_locks`).
"""

from __future__ import annotations

import copy
import linecache
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import thread as pools
from contextlib import contextmanager
from types import FunctionType, MethodType, ModuleType
from typing import Any, Final

from ...actor import Actor, SimProcess, current_actor
from ...depth import OURS
from ...instrument.known import Manner
from ...instrument.manners import give_manner, is_rewritten
from ...instrument.outside import called
from ...streams import LOGGED
from ...trouble import is_student_frame
from ..interpreter import getpid
from ..patch import StandIn
from ..threading.idents import get_ident
from ..threading.present import current_thread
from ..times import EPOCH, virtual
from .log_locks import HandlerLock
from .loggers import KEPT, LEVELS, Loggers, give

_IN_PROGRESS: Final = "logs.in progress"
_CALL: Final = re.compile(r"\b(self\._target|fn)\b.*\(")
"""The call of what was given, in the text of the library."""


class Logs:
    """The copy, and what it was like before the program used it."""

    def __init__(self, real: ModuleType, open_file: Callable[..., Any]) -> None:
        self.module = _copy(real, open_file)
        space = self.module.__dict__
        self._kept = {name: space[name] for name in KEPT}
        self._levels = {name: dict(space[name]) for name in LEVELS}

    def give(self, process: SimProcess) -> None:
        """A new process knows no logger, handler or level that the library does not."""
        levels = {name: dict(before) for name, before in self._levels.items()}
        give(process, lambda: Loggers(self.module, self._kept | levels))


def handlers_over(logging: ModuleType, real: ModuleType) -> ModuleType:
    """A copy of `logging.handlers` over the copy of `logging`."""
    made = StandIn(real.__name__)
    with _in_place("logging", logging):
        _execute(real, made)
    return made


def _execute(real: ModuleType, made: ModuleType) -> None:
    spec = real.__spec__
    if spec is None or spec.loader is None:
        raise ImportError(f"the text of {real.__name__} is not there")
    made.__dict__.update(__spec__=spec, __loader__=spec.loader)
    exec(spec.loader.get_code(real.__name__), made.__dict__)  # type: ignore[attr-defined]


def _copy(real: ModuleType, open_file: Callable[..., Any]) -> ModuleType:
    made = StandIn(real.__name__)
    made.__dict__["__path__"] = real.__path__
    with _in_place(real.__name__, made):
        _execute(real, made)
    space = made.__dict__
    internal = space["_is_internal_frame"]
    space["_is_internal_frame"] = lambda frame: internal(frame) or frame.f_code.co_filename.startswith(OURS)
    space["Logger"].findCaller = _caller(space["Logger"].findCaller)
    space["open"] = open_file
    space["time"] = _with(time, {**virtual(time), "time": _stamp, "time_ns": lambda: int(_stamp() * 1e9)})
    space["_startTime"] = EPOCH if isinstance(space["_startTime"], float) else int(EPOCH) * 10**9
    space["Handler"].createLock = _create_lock
    space["Formatter"].formatMessage = _format_message
    space["StreamHandler"].emit = _emit
    if hasattr(real.Logger, "_tls"):
        space["Logger"]._tls = InProgress()
    return made


class InProgress:
    """What a thread has of `Logger._tls`, a `threading.local` that some releases of Python 3.13 keep (of them 3.13.5): who logs while
    a record is being handled in the same thread is not heard. All our actors are one thread."""

    @property
    def in_progress(self) -> bool:
        """Whether one is handled."""
        told: bool = current_actor().local.get(_IN_PROGRESS, False)
        return told

    @in_progress.setter
    def in_progress(self, told: bool) -> None:
        current_actor().local[_IN_PROGRESS] = told


def _is_the_programs(thing: Any) -> bool:
    """Whether a function or bound method is the program's own text."""
    function = thing.__func__ if type(thing) is MethodType else thing
    return type(function) is FunctionType and is_rewritten(function)


def _caller(find: Callable[..., Any]) -> Callable[..., Any]:
    """Whose line a record is: where ours would be told, since there is no line of the program's so far outside, that of the library
    which stands there in life."""

    def findCaller(self: Any, stack_info: bool = False, stacklevel: int = 1) -> Any:
        file, *found = find(self, stack_info, stacklevel)
        if not file.startswith(OURS):
            return (file, *found)
        actor = current_actor()
        return (*(_outermost() if actor.main else _calling(actor)), found[-1])

    return findCaller


def _outermost() -> tuple[str, int, str]:
    """The module itself, by whose text the main thread of a process begins."""
    frame, told = sys._getframe(1), None
    while frame is not None:
        told = frame if is_student_frame(frame) else told
        frame = frame.f_back  # type: ignore[assignment]
    return ("", 0, "") if told is None else (told.f_code.co_filename, told.f_lineno, told.f_code.co_name)


_TASKS: Final[Any] = getattr(pools, "WorkerContext", pools._WorkItem)
"""In whose `run` a pool's task is called; from Python 3.14 on it is the first."""


def _calling(actor: Actor) -> tuple[str, int, str]:
    """Where the library calls what a thread, or a pool's worker, was given."""
    code = (_TASKS if actor.job else threading.Thread).run.__code__
    lines = range(code.co_firstlineno, 1 + max(line for *_, line in code.co_lines() if line is not None))
    calls = (line for line in lines if _CALL.search(linecache.getline(code.co_filename, line)))
    return code.co_filename, next(calls, code.co_firstlineno), code.co_name


def _create_lock(handler: Any) -> None:
    handler.lock = HandlerLock()


def _stamp() -> float:
    """The time of a log line: to write one is no look at the clock, and does not move it."""
    return EPOCH + current_actor().run.own_time()


def _format_message(formatter: Any, record: Any) -> str:
    """The line, which is kept with what it would be if clocks stood still; but the program's own code is called once."""
    line: str = formatter._style.format(record)
    parts = (formatter.formatTime, formatter.converter)
    if current_actor().run.own_clocks and record.created != EPOCH and not any(map(_is_the_programs, parts)):
        still = copy.copy(record)
        still.created, still.msecs, still.relativeCreated = EPOCH, 0.0, 0.0
        if formatter.usesTime():
            still.asctime = formatter.formatTime(still, formatter.datefmt)
        current_actor().local[LOGGED] = line, formatter._style.format(still)
    return line


def _emit(handler: Any, record: Any) -> None:
    """Write a line into whatever the handler has: a file or a buffer of the program's is shared like any other."""
    try:
        text = handler.format(record) + handler.terminator
        called(_put, (handler.stream, text))
        if _is_the_programs(type(handler).flush):
            handler.flush()
    except RecursionError:
        raise
    except Exception:
        handler.handleError(record)


def _put(stream: Any, text: str) -> None:
    """Write and flush, under the handler's lock in life and so at one go."""
    stream.write(text)
    if hasattr(stream, "flush"):
        stream.flush()


give_manner(_put, Manner.READS)


@contextmanager
def _in_place(name: str, copy: ModuleType) -> Iterator[None]:
    """What the copy imports: threads of the simulation, real locks, no hooks on forks or exits."""
    standins = {
        name: copy,
        "threading": _with(threading, {"current_thread": current_thread, "get_ident": get_ident}),
        "os": _with(os, {"getpid": getpid}),
    }
    standins["os"].__dict__.pop("register_at_fork", None)
    standins["atexit"] = _with(ModuleType("atexit"), {"register": lambda *_, **__: None})
    before = {name: sys.modules.get(name) for name in standins}
    sys.modules.update(standins)
    try:
        yield
    finally:
        for each, module in before.items():
            if module is None:
                sys.modules.pop(each, None)
            else:
                sys.modules[each] = module


def _with(real: ModuleType, names: Mapping[str, Any]) -> ModuleType:
    made = ModuleType(real.__name__)
    made.__dict__.update(real.__dict__)
    made.__dict__.update(names)
    return made
