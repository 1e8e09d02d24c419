"""A thread has as much stack on every machine.

How much it gets is the C library's to say, and the shell's: 1 MB in Alpine's images, 2 where `ulimit -s` is `unlimited` (on clusters), 8 elsewhere
on Linux. What ends as a RecursionError with 8 ends the whole process with less, without a word.
"""

from __future__ import annotations

import _thread
import sys

from grader.worker.really.inside.imports import put

STACK = 8 << 20


def as_large_everywhere() -> None:
    """Give threads that much, unless the program says how much it wants itself."""
    if sys.platform != "linux":
        return  # elsewhere it is the same on all machines
    real, wanted = _thread.stack_size, 0

    def stack_size(size: int = 0, /) -> int:
        nonlocal wanted
        real(size or STACK)
        before, wanted = wanted, size
        return before

    real(STACK)
    put(_thread, "stack_size", stack_size)
