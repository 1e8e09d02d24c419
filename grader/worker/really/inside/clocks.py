"""Sleeps a thousand times shorter, on clocks that run a thousand times faster.

Waits with a timeout are another matter: what they wait for may be the start of a process, which takes as long
as it takes. So a timeout is kept up to a second and only cut beyond it; the answer it guards then comes first
in a scaled run whenever it does in life.
"""

from __future__ import annotations

import sys

from grader.worker.really.inside.imports import put

TYPE_CHECKING = False  # in life `typing` is not there either
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

time: Any = sys.modules["time"]  # the program's, which every interpreter has from the start
LONGEST_S = 1.0
"""No sleep and no wait with a timeout lasts longer than this on the wall."""


def scale(factor: float, began: tuple[float, float]) -> None:
    """Scale the `time` module; `began`: wall clock and monotonic clock when the program started."""
    sleep = time.sleep

    def scaled_sleep(seconds: Any, /) -> None:
        sleep(min(seconds / factor, LONGEST_S) if isinstance(seconds, (int, float)) and seconds > 0 else seconds)

    put(time, "sleep", scaled_sleep)
    for name, start in (("time", began[0]), ("monotonic", began[1]), ("perf_counter", began[1])):
        _scale_clock(name, start, factor)


def _scale_clock(name: str, start: float, factor: float) -> None:
    clock: Callable[[], float] = getattr(time, name)

    def scaled() -> float:
        return start + (clock() - start) * factor

    def scaled_ns() -> int:
        return int(scaled() * 1e9)

    put(time, name, scaled)
    put(time, f"{name}_ns", scaled_ns)


def shorter(timeout: Any) -> Any:
    """A timeout that is not longer than the longest wait."""
    return min(timeout, LONGEST_S) if isinstance(timeout, (int, float)) else timeout


def in_threading(threading: ModuleType) -> None:
    """Shorten the waits that threads do (Event, Semaphore, Barrier and Queue wait on a Condition)."""
    wait, join = threading.Condition.wait, threading.Thread.join

    def shorter_wait(self: Any, timeout: Any = None) -> bool:
        return bool(wait(self, shorter(timeout)))

    def shorter_join(self: Any, timeout: Any = None) -> None:
        join(self, shorter(timeout))

    threading.Condition.wait = shorter_wait
    threading.Thread.join = shorter_join


def in_selectors(selectors: ModuleType) -> None:
    """Shorten the waits for files: pipes and queues between processes, asyncio."""
    for name in ("_PollLikeSelector", "EpollSelector", "SelectSelector", "KqueueSelector"):
        kind = getattr(selectors, name, None)
        if kind is not None and "select" in vars(kind):
            kind.select = _shorter_select(kind.select)


def _shorter_select(select: Callable[..., Any]) -> Callable[..., Any]:
    def shorter_select(self: Any, timeout: Any = None) -> Any:
        return select(self, shorter(timeout))

    return shorter_select


def in_synchronize(synchronize: ModuleType) -> None:
    """Shorten the waits for locks between processes."""
    make_methods = synchronize.SemLock._make_methods

    def make_shorter_methods(self: Any) -> None:
        make_methods(self)
        acquire = self.acquire
        self.acquire = lambda block=True, timeout=None: acquire(block, shorter(timeout))

    synchronize.SemLock._make_methods = make_shorter_methods
