"""What all threads are doing, as far as it is the program's: frames, exceptions, and `faulthandler`'s tracebacks."""

from __future__ import annotations

import sys
from _thread import get_ident
from collections.abc import Iterator
from types import FrameType, SimpleNamespace
from typing import Any

from grader.worker.tamper import frames
from grader.worker.tamper.whose import innermost_shown, not_simulated

DEPTH = 100
"""Frames that `faulthandler` writes of each thread."""
_LATER = ("dump_traceback_later", "cancel_dump_traceback_later")
_really = SimpleNamespace(_current_frames=sys._current_frames, _current_exceptions=sys._current_exceptions)


def show_own_threads() -> None:
    """From now on nobody is shown where we stand."""
    sys._current_frames = current_frames
    sys._current_exceptions = current_exceptions
    public: Any = sys.modules["faulthandler"]  # ours is a copy (`vault`), with which we ask
    faults = _Faults()
    for name in ("enable", "disable", "is_enabled", "register", "unregister", *_LATER):
        if hasattr(public, name):
            setattr(public, name, getattr(faults, name))
    public.dump_traceback = dump_traceback


def current_frames() -> dict[int, FrameType]:
    """`sys._current_frames`."""
    not_simulated("sys._current_frames")
    found = ((thread, innermost_shown(frame)) for thread, frame in _really._current_frames().items())
    return {thread: frame for thread, frame in found if frame is not None}


def current_exceptions() -> dict[int, Any]:
    """`sys._current_exceptions`."""
    not_simulated("sys._current_exceptions")
    threads = current_frames()
    return {thread: raised for thread, raised in _really._current_exceptions().items() if thread in threads}


def dump_traceback(file: Any = None, all_threads: bool = True) -> None:
    """`faulthandler.dump_traceback`."""
    me = get_ident()
    standing = {} if not all_threads else {thread: frame for thread, frame in current_frames().items() if thread != me}
    own = innermost_shown(sys._getframe())
    for thread, frame in [*standing.items(), *([(me, own)] if own is not None else [])]:
        who = "Current thread" if thread == me else "Thread"
        _write(file, f"{who} 0x{thread:016x} (most recent call first):\n{''.join(_lines(frame))}")
        if thread != me:
            _write(file, "\n")


def _lines(frame: FrameType | None) -> Iterator[str]:
    for _ in range(DEPTH):
        if frame is None or frame is frames.outermost:
            return
        yield f'  File "{frame.f_code.co_filename}", line {frame.f_lineno} in {frame.f_code.co_name}\n'
        frame = frame.f_back


def _write(file: Any, text: str) -> None:
    if isinstance(file, int):
        with open(file, "w", closefd=False) as descriptor:
            descriptor.write(text)
    else:
        (file or sys.stderr).write(text)


class _Faults:
    """What `faulthandler` is told and does nothing of: it would cross descriptors and signals that are ours. Who crashes is
    told where, all the same."""

    def __init__(self) -> None:
        self.enabled = False

    def enable(self, *_: Any, **__: Any) -> None:
        self.enabled = True

    def disable(self) -> bool:
        was, self.enabled = self.enabled, False
        return was

    def is_enabled(self) -> bool:
        return self.enabled

    def register(self, *_: Any, **__: Any) -> None:
        """Nothing comes of it."""

    dump_traceback_later = cancel_dump_traceback_later = register

    def unregister(self, *_: Any) -> bool:
        return False
