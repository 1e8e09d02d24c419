"""`_lsprof`, which `cProfile` is made of: written in C, it sees every frame, ours as well. This one sees what a profiler
written in Python is shown (`tracing`), and counts in the same way."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import BuiltinFunctionType, CodeType, FrameType, ModuleType
from typing import Any, NamedTuple

from grader.worker.tamper import tracing

PROFILER = ModuleType("_lsprof")
"""Stands in the place of the module."""


class profiler_entry(NamedTuple):
    """What is known of one function."""

    code: Any
    callcount: int
    reccallcount: int
    totaltime: float
    inlinetime: float
    calls: list[profiler_subentry] | None


class profiler_subentry(NamedTuple):
    """What is known of one function as it was called by another."""

    code: Any
    callcount: int
    reccallcount: int
    totaltime: float
    inlinetime: float


def profile_own_steps() -> None:
    """From now on `cProfile` is made of this."""
    for part in (Profiler, profiler_entry, profiler_subentry):
        setattr(PROFILER, part.__name__, part)
    sys.modules["_lsprof"] = PROFILER
    sys.modules.pop("cProfile", None)  # nothing of the program has run yet


class _Count:
    """How often something was called, and what that took."""

    __slots__ = ("again", "below", "calls", "depth", "inline", "total")

    def __init__(self) -> None:
        self.calls = self.again = self.depth = 0
        self.total = self.inline = 0.0
        self.below: dict[Any, _Count] = {}
        """What it has called."""

    def begins(self) -> None:
        self.depth += 1

    def ends(self, took: float, inline: float) -> None:
        self.depth -= 1
        self.calls += 1
        self.inline += inline
        if self.depth:
            self.again += 1
        else:
            self.total += took

    def told(self) -> tuple[int, int, float, float]:
        return self.calls, self.again, self.total, self.inline


class Profiler:
    """`_lsprof.Profiler`."""

    def __init__(
        self,
        timer: Callable[[], float] | None = None,
        timeunit: float = 0.0,
        subcalls: bool = True,
        builtins: bool = True,
    ) -> None:
        self._timer, self._unit = timer or time.perf_counter, timeunit if timer and timeunit else 1
        self._subcalls, self._builtins = subcalls, builtins
        self.clear()

    def enable(self, subcalls: bool = True, builtins: bool = True) -> None:
        """Begin to count."""
        self._subcalls, self._builtins = subcalls, builtins
        tracing.setprofile(self._hear)

    def disable(self) -> None:
        """Count no more; what is not over yet counts until now."""
        tracing.setprofile(None)
        while self._stack:
            self._leave()

    def clear(self) -> None:
        """Forget what was counted."""
        self._counts: dict[Any, _Count] = {}
        self._stack: list[tuple[Any, float, list[float]]] = []
        """What is being called: since when, and how much of that was spent in what it called."""

    def getstats(self) -> list[Any]:
        """What was counted so far."""
        return [
            profiler_entry(
                code,
                *count.told(),
                [profiler_subentry(below, *one.told()) for below, one in count.below.items() if one.calls] or None,
            )
            for code, count in self._counts.items()
            if count.calls
        ]

    def _hear(self, frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            self._enter(frame.f_code)
        elif event == "c_call" and self._builtins:
            self._enter(_named(argument))
        elif self._stack and (event == "return" or self._builtins):
            what = frame.f_code if event == "return" else _named(argument)
            if what == self._stack[-1][0]:  # not the end of what had begun before we did
                self._leave()

    def _enter(self, what: CodeType | str) -> None:
        count = self._counts.setdefault(what, _Count())
        count.begins()
        if self._subcalls and self._stack:
            self._counts[self._stack[-1][0]].below.setdefault(what, _Count()).begins()
        self._stack.append((what, self._now(), [0.0]))

    def _leave(self) -> None:
        what, since, (below,) = self._stack.pop()
        took = self._now() - since
        self._counts[what].ends(took, took - below)
        if self._stack:
            caller, _, spent = self._stack[-1]
            spent[0] += took
            if self._subcalls and what in self._counts[caller].below:
                self._counts[caller].below[what].ends(took, took - below)

    def _now(self) -> float:
        return self._timer() * self._unit


def _named(function: Any) -> str:
    """How the module in C names a function in C."""
    if type(function) is not BuiltinFunctionType:
        return repr(function)
    bound = function.__self__
    if bound is None or isinstance(bound, ModuleType):
        return f"<built-in method {function.__module__}.{function.__name__}>"
    found = getattr(type(bound), function.__name__, None)
    return f"<built-in method {function.__name__}>" if found is None else repr(found)
