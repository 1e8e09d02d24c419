"""Signals: what a program is handed of them, and what it does by them.

A handler is handed the frame that it interrupts, and no audit event tells of it. Python allows None in its place, and programs
that look at it are hard to find.

Of a signal that the program sends an event tells before it goes, of most functions that send one; here of the others, too. And
nobody tells that it was outlived but who comes back from sending it.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from typing import Any

from grader.worker.stuck import BY_OTHERS

_signal: Any = importlib.import_module("_signal")

_real_signal, _pending = _signal.signal, getattr(_signal, "sigpending", set)
_audit = sys.audit
_oneself = (os.getpid, getattr(os, "getpgrp", os.getpid))
SENT = "grader.sent"
"""The event of a function that sends this process a signal and raises none itself."""
HEARD, UNHEARD = ("kill", "killpg", "pthread_kill"), ("raise_signal", "pidfd_send_signal")
"""Functions that send signals, of which an event tells, and of which none does."""


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


def tell_what_is_outlived(outlived: Callable[[int], None]) -> None:
    """From now on who sends this process a signal, and comes back, has `outlived` called with its number."""
    modules = [sys.modules[name] for name in ("posix", "os", "_signal", "signal") if name in sys.modules]
    for name in (*HEARD, *UNHEARD):
        having = [module for module in modules if hasattr(module, name)]
        if having:
            sending = _sending(getattr(having[0], name), name, outlived)
            for module in having:
                setattr(module, name, sending)


def _sending(send: Any, name: str, outlived: Callable[[int], None]) -> Any:
    def sending(*arguments: Any) -> Any:
        number = _number(arguments[:1] if name == "raise_signal" else arguments[1:2])
        if name in UNHEARD:
            _audit(SENT, number)
        try:
            return send(*arguments)
        finally:
            if number in BY_OTHERS and _reaches_us(name, arguments) and number not in _waiting():
                outlived(number)

    sending.__name__ = sending.__qualname__ = name
    sending.__module__ = send.__module__
    return sending


def _number(arguments: tuple[Any, ...]) -> int:
    """The number of a signal or of a process; 0 for what is none, and will be refused."""
    return int.__int__(arguments[0]) if arguments and issubclass(type(arguments[0]), int) else 0


def _reaches_us(name: str, arguments: tuple[Any, ...]) -> bool:
    """Whether it was for this process for certain: not for another, nor for all, who may take us along."""
    me, group = (number() for number in _oneself)
    if name == "kill":
        return _number(arguments[:1]) in (me, 0, -group)
    return name != "killpg" or _number(arguments[:1]) in (0, group)


def _waiting() -> set[int]:
    """Those that were sent and that nobody has let through yet."""
    return {int(number) for number in _pending()}
