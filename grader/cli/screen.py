"""What shows what is written to a stream: whether it understands commands among the text, as for colours and for a line written anew."""

from __future__ import annotations

import os
import sys
from typing import IO

_CARRIES_OUT_COMMANDS = 0x4
"""ENABLE_VIRTUAL_TERMINAL_PROCESSING, of a console of Windows."""


def is_terminal(stream: IO[str]) -> bool:
    """Whether a person looks at it as it is written."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def understands_commands(stream: IO[str]) -> bool:
    """Whether it is a terminal that does what such commands say. A console of Windows has to be asked to: else it shows them."""
    return is_terminal(stream) and _is_asked(stream)


def columns_of(stream: IO[str]) -> int:
    """How wide it is. Where no command is understood, the next line begins already behind the last column."""
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 80
    if not columns:
        return 80
    return columns if understands_commands(stream) else columns - 1


def _is_asked(stream: IO[str]) -> bool:
    if sys.platform != "win32":
        return True
    import ctypes
    import msvcrt
    from ctypes import wintypes

    console = wintypes.HANDLE(msvcrt.get_osfhandle(stream.fileno()))
    mode, kernel = wintypes.DWORD(), ctypes.WinDLL("kernel32")
    known = kernel.GetConsoleMode(console, ctypes.byref(mode))
    return bool(known and kernel.SetConsoleMode(console, mode.value | _CARRIES_OUT_COMMANDS))
