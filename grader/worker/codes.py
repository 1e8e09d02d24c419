"""Exit codes of Windows as other systems have them: it knows no signals, and who is ended there has an exit code all the same."""

from __future__ import annotations

import signal
import sys
from collections.abc import Set

_ERRORS = range(0xC0000000, 0xD0000000)
"""Of Windows itself. Python's most frequent (no such memory, no more stack) are what others call SIGSEGV. What lies above
them is a number below nought: sys.exit(-1)."""
_GAVE_UP = 0xC0000409
"""What abort() leaves, in a library of today."""
_RAISED = 3
"""What its C library leaves of who raises any signal, by abort() as well in an older one. It is like any exit code, so who told
of its end has ended otherwise."""
KILLED = 9
"""SIGKILL, also where there is none."""
NO_SIGNALS = sys.platform == "win32"
"""Whether a signal leaves an exit code like any other."""


def of_a_crash(code: int) -> int:
    """As `subprocess` would give it elsewhere: below nought where the system says that it crashed, and else of eight bits, which is
    what a promise about it is told of a simulated program, too."""
    if code == _GAVE_UP:
        return -signal.SIGABRT
    if code in _ERRORS:
        return -signal.SIGSEGV
    return code & 0xFF if code > 0 else code


def of_a_silent_end(code: int, sent: Set[int]) -> int:
    """The same of a process that has not told its end, and these signals that it sent itself: it ends with the number of one."""
    if not NO_SIGNALS:
        return code
    if code in sent:
        return -code
    if code == _RAISED:
        return -next(iter(sent), signal.SIGABRT)
    return of_a_crash(code)
