"""Folders on disk that outlive whoever needs them only until another comes."""

from __future__ import annotations

import tempfile

from grader.worker.abandoned import hold, let_go, removals
from grader.worker.scratch import POOL

__all__ = ["POOL", "hold", "let_go", "remove_abandoned"]


def remove_abandoned() -> None:
    """Remove some of those whose owners were killed."""
    for remove_one in removals(tempfile.gettempdir()):
        remove_one()
