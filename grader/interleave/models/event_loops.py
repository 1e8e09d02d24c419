"""`asyncio` where the program has one thread and nothing comes from outside: its loop is the library's own, on the virtual clock.

The loop decides what comes next by itself, and the same each time, so there is one order. What it waits for is a time: it sleeps until then.
Where something may wake it from outside (`beyond.loops_alone`) it is not simulated.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from ..actor import current_actor
from ..operations import SYNC, Operation
from . import times


class _Selector(selectors.DefaultSelector):
    def select(self, timeout: float | None = None) -> Any:
        """What is there; where nothing is, it lies as far ahead as the loop says."""
        ready = super().select(0)
        if not ready and timeout is None:
            current_actor().run.pause(
                Operation("waits for a task or future that is never done", ("loop", None), SYNC, _never)
            )
        elif not ready and timeout is not None and timeout > 0:
            times.sleep(timeout)
        return ready


def _never() -> bool:
    return False


class Loop(asyncio.SelectorEventLoop):
    """`asyncio.SelectorEventLoop`."""

    def __init__(self) -> None:
        super().__init__(_Selector())

    def time(self) -> float:
        """Its clock."""
        return times.monotonic()


class Runner(asyncio.Runner):  # type: ignore[misc]
    """`asyncio.Runner`."""

    def __init__(self, *, debug: bool | None = None, loop_factory: Callable[[], Any] | None = None) -> None:
        super().__init__(debug=debug, loop_factory=loop_factory or Loop)


def run(main: Any, *, debug: bool | None = None, loop_factory: Callable[[], Any] | None = None) -> Any:
    """`asyncio.run`."""
    if asyncio._get_running_loop() is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)


def names(_: ModuleType) -> Mapping[str, Any]:
    """What differs in the stand-in."""
    return {"run": run, "Runner": Runner, "new_event_loop": Loop}
