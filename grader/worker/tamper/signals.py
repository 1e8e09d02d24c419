"""Signal handlers without frames: a handler is handed the frame that it interrupts, and no audit event tells of it.

Python allows None in its place, and programs that look at it are hard to find.
"""

from __future__ import annotations

import _imp
import importlib
from types import SimpleNamespace
from typing import Any

_signal: Any = importlib.import_module("_signal")

_real_signal, _create = _signal.signal, _imp.create_builtin


def without_frames() -> None:
    """From now on whoever sets a handler in this process has it called with None for the frame."""
    _signal.signal = signal  # the C function, which `signal.signal` calls, too
    _imp.create_builtin = create_builtin  # a second `_signal` would have the real one


def signal(signalnum: Any, handler: Any, /) -> Any:
    """`signal.signal`."""
    return _real_signal(signalnum, _Handler(handler) if callable(handler) else handler)


def create_builtin(spec: Any) -> Any:
    """`_imp.create_builtin`; of `_signal` there is only the one."""
    name = str(spec.name)
    return _signal if name == "_signal" else _create(SimpleNamespace(name=name))  # type: ignore[arg-type]


class _Handler:
    """Calls the program's handler without the frame."""

    def __init__(self, handler: Any) -> None:
        self._handler = handler

    def __call__(self, number: int, _: Any) -> Any:
        return self._handler(number, None)
