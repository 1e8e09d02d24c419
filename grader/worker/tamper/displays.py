"""Errors that nobody catches are printed by Python's own text, not by the interpreter's C.

Before 3.13 the C code compiles the piece of a line that it underlines, under the name of the line's file. Where that is a file of
the library, the event that says so cannot be told from that of a program which passes for the library (`watch`): an honest
thread that failed in the middle of `json` was held for review.
"""

from __future__ import annotations

import sys
import threading
from _thread import get_ident
from contextlib import suppress
from traceback import print_exception
from types import TracebackType
from typing import Any


def print_errors_in_python() -> None:
    """From now on, where the interpreter would not."""
    if sys.version_info < (3, 13):
        sys.excepthook = sys.__excepthook__ = excepthook
        sys.unraisablehook = sys.__unraisablehook__ = unraisablehook
        threading.excepthook = threading.__excepthook__ = of_a_thread


def excepthook(kind: type[BaseException], error: BaseException, trace: TracebackType | None, /) -> None:
    """`sys.excepthook`."""
    if sys.stderr is not None:  # or it would go to stdout
        print_exception(kind, error, trace)


def unraisablehook(unraisable: Any, /) -> None:
    """`sys.unraisablehook`. What goes wrong in it is not shown: the interpreter's C would do that."""
    with suppress(BaseException):  # whoever is ended while it prints, too
        _tell(unraisable)


def _tell(unraisable: Any) -> None:
    stream = sys.stderr
    if stream is None:
        return
    if unraisable.object is not None:
        stream.write(f"{unraisable.err_msg or 'Exception ignored in'}: {_shown(unraisable.object)}\n")
    elif unraisable.err_msg is not None:
        stream.write(f"{unraisable.err_msg}:\n")
    print_exception(unraisable.exc_type, unraisable.exc_value, unraisable.exc_traceback, file=stream, chain=False)


def of_a_thread(args: Any, /) -> None:
    """`threading.excepthook`."""
    stream = sys.stderr
    if args.exc_type is SystemExit or stream is None:
        return
    name = get_ident() if args.thread is None else args.thread.name
    stream.write(f"Exception in thread {name}:\n")
    print_exception(args.exc_type, args.exc_value, args.exc_traceback, file=stream)


def _shown(thing: object) -> str:
    try:
        return repr(thing)
    except Exception:
        return "<object repr() failed>"


of_a_thread.__name__ = of_a_thread.__qualname__ = "excepthook"
