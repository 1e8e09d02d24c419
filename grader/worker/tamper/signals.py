"""Signal handlers without frames: a handler is handed the frame that it interrupts, and no audit event tells of it.

Python allows None in its place, and programs that look at it are hard to find.
"""

from __future__ import annotations

import importlib
from typing import Any

_signal: Any = importlib.import_module("_signal")

_real_signal = _signal.signal


def without_frames() -> None:
    """From now on whoever sets a handler in this process has it called with None for the frame."""
    _signal.signal = signal  # the C function, which `signal.signal` calls, too


def signal(signalnum: Any, handler: Any, /) -> Any:
    """`signal.signal`."""
    return _real_signal(signalnum, _Handler(handler) if callable(handler) else handler)


class _Handler:
    """Calls the program's handler without the frame."""

    def __init__(self, handler: Any) -> None:
        self._handler = handler

    def __call__(self, number: int, _: Any) -> Any:
        return self._handler(number, None)
