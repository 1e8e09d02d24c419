"""Environment variables: every run begins with the same ones, and every process changes its own."""

from __future__ import annotations

import os

from ..actor import SimProcess

NAMES = frozenset(("environ", "getenv", "putenv", "unsetenv", "expandvars"))
"""Who mentions none of these has no use for variables."""


def variables() -> dict[object, object]:
    """What `os.environ` holds now; the mapping itself is one object that nobody may replace."""
    held: dict[object, object] = os.environ.__dict__["_data"]
    return held


def hold(held: dict[object, object]) -> None:
    """From here on `os.environ` holds this."""
    os.environ.__dict__["_data"] = held


def give(process: SimProcess) -> None:
    """A new process gets a copy of what its parent has now."""
    own = dict(variables())
    process.on_enter.append(lambda: hold(own))
