"""A program's tracers and profilers see its own steps: ours are left out, as `frames` leaves ours out of a stack.

In place of the function that a program sets, one of ours is set, and hands on what happens in frames that are shown
(`whose`). That is enough: CPython asks it for each frame that begins, and what the program then sets for a frame is set on a
frame of its own. What somebody sets who sets nothing is nothing: `sys.settrace(None)`, with which `doctest` cleans up.
"""

from __future__ import annotations

import sys
from _thread import RLock, get_ident
from collections.abc import Callable
from types import FrameType, SimpleNamespace
from typing import Any

from grader.worker.tamper.ours import is_our_class
from grader.worker.tamper.whose import is_shown, not_simulated

Tracer = Callable[[FrameType, str, Any], Any]
ALL = ("_settraceallthreads", "_setprofileallthreads")
_really: Any = SimpleNamespace(
    **{
        name: getattr(sys, name)
        for name in ("settrace", "setprofile", "gettrace", "getprofile", *ALL)
        if hasattr(sys, name)
    }
)
_one_at_a_time = RLock()
"""Where somebody listens to events, two threads that set one at once are refused."""


_threads: set[int] = set()
"""Those that have been traced."""


class Handed:
    """Hands on to the program's function."""

    __slots__ = ("function",)

    def __init__(self, function: Tracer) -> None:
        self.function = function

    def __call__(self, frame: FrameType, event: str, argument: Any, /) -> Any:
        """Called by the interpreter."""
        if not is_shown(frame) or (event.startswith("c_") and _is_ours(argument)):
            return None
        return self.function(frame, event, argument)


def show_own_steps() -> None:
    """From now on who traces is shown the program's own steps."""
    for name in ("settrace", "setprofile", "gettrace", "getprofile", *ALL):
        if hasattr(_really, name):
            setattr(sys, name, globals()[name])


def settrace(function: Tracer | None, /) -> None:
    """`sys.settrace`."""
    if function is not None or gettrace() is not None:
        not_simulated("sys.settrace")
        with _one_at_a_time:
            _really.settrace(_handed(function))


def setprofile(function: Tracer | None, /) -> None:
    """`sys.setprofile`."""
    if function is not None or getprofile() is not None:
        not_simulated("sys.setprofile")
        with _one_at_a_time:
            _really.setprofile(_handed(function))


def gettrace() -> Any:
    """`sys.gettrace`."""
    return _own(_really.gettrace())


def getprofile() -> Any:
    """`sys.getprofile`."""
    return _own(_really.getprofile())


def _settraceallthreads(function: Tracer | None, /) -> None:
    not_simulated("threading.settrace_all_threads")
    with _one_at_a_time:
        _really._settraceallthreads(_handed(function))


def _setprofileallthreads(function: Tracer | None, /) -> None:
    not_simulated("threading.setprofile_all_threads")
    with _one_at_a_time:
        _really._setprofileallthreads(_handed(function))


def has_traced() -> bool:
    """Whether this thread has been traced by way of us. From then on the interpreter itself takes a tracer away that fails,
    and says so by the same event; nobody else has the functions that set one."""
    return get_ident() in _threads


def _handed(function: Tracer | None) -> Handed | None:
    _threads.add(get_ident())
    return None if function is None else Handed(function)


def _own(set_now: Any) -> Any:
    return set_now.function if type(set_now) is Handed else set_now


def _is_ours(function: Any) -> bool:
    """Whether this function of C is bound to something of ours."""
    return is_our_class(type(getattr(function, "__self__", None)))
