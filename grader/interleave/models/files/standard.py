"""Descriptors 0, 1 and 2: a process that closes one neither reads nor prints there any more. Ours stay open, for the next run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from operator import index
from types import ModuleType
from typing import Any

from ...actor import current_actor, is_controlled
from ...streams import STANDARD, must_be_open
from ..patch import ModelModule


def close(fd: int) -> None:
    """`os.close`."""
    number = index(fd)
    if not is_controlled() or number not in STANDARD:
        os.close(number)
        return
    process = current_actor().process
    must_be_open(process, number)
    process.closed |= {number}


def closerange(fd_low: int, fd_high: int, /) -> None:
    """`os.closerange`."""
    low, high = index(fd_low), index(fd_high)
    if is_controlled():
        current_actor().process.closed |= STANDARD.intersection(range(low, high))
        low = max(low, len(STANDARD))
    os.closerange(low, high)


def _os(_: ModuleType) -> Mapping[str, Any]:
    return {"close": close, "closerange": closerange}


MODELS = (ModelModule("os", _os),)
