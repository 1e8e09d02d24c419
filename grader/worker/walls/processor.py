"""Whether the walls are known for this machine's processor: numbers of system calls differ between processors."""

from __future__ import annotations

import os
import sys

COLUMNS = {"x86_64": 0, "aarch64": 1}
"""Where the two numbers of each call stand side by side, which of them is a processor's."""


def machine() -> str:
    """The processor's name as Linux gives it. Not by `platform`, which would keep the host's name as well, from before the wall."""
    return os.uname().machine if hasattr(os, "uname") else sys.platform


def column() -> int | None:
    """Which of two numbers is this processor's; None where none is. A 32-bit Python has others than its kernel."""
    return COLUMNS.get(machine()) if sys.platform == "linux" and wide() else None


def wide() -> bool:
    """Whether this Python is a program of 64 bits."""
    return sys.maxsize > 1 << 32


def told() -> str:
    """What this is, for whoever looks after the machine."""
    return machine() if wide() else f"a 32-bit Python on {machine()}"
