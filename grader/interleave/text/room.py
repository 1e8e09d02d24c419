"""Room for text that is nested deeply: whatever Python's parser bears to read, we bear to go through."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from sys import getrecursionlimit, setrecursionlimit
from typing import Final

ROOM: Final = 30_000
"""Calls within calls. The parser gives up on text that would need more: it goes down 6,000 levels at most, and we need up to four calls for each."""


@contextlib.contextmanager
def room_to_read() -> Iterator[None]:
    """Text may be gone through that has more arms or terms than a program may have calls within calls."""
    before = getrecursionlimit()
    setrecursionlimit(max(before, ROOM))
    try:
        yield
    finally:
        setrecursionlimit(before)
