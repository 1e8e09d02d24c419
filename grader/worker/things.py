"""`ctypes.memset` and its like, within the bounds of what they are given.

`multiprocessing.sharedctypes` clears its memory so, and programs copy between buffers. That an address belongs to a thing is
no question of who says so: it knows its thing.
"""

from __future__ import annotations

import ctypes
from typing import Any

from grader.worker.addresses import FOLLOWED, audit

_DATA = ctypes.Structure.__mro__[-2]
"""The class of all things of ctypes."""


class Address(int):
    """Where a thing of ctypes lies, and which it is."""

    thing: Any


def addressof(thing: Any, /) -> Address:
    """`ctypes.addressof`."""
    address = Address(ctypes.addressof(thing))
    address.thing = thing
    return address


def memset(to: Any, byte: int, count: int) -> Any:
    """`ctypes.memset`, within one thing."""
    _bytes_of(to, count)[:count] = bytes([byte & 255]) * count
    return to


def memmove(to: Any, source: Any, count: int) -> Any:
    """`ctypes.memmove`, from one thing to another."""
    taken = source if isinstance(source, bytes) and len(source) >= count else bytes(_bytes_of(source, count))
    _bytes_of(to, count)[:count] = taken[:count]
    return to


def _bytes_of(place: Any, count: int) -> Any:
    """All bytes of a thing, or of that which an address belongs to."""
    thing = place.thing if type(place) is Address else place
    if not isinstance(thing, _DATA):
        audit(FOLLOWED, "an address is followed")
    size = ctypes.sizeof(thing)
    if not 0 <= count <= size:
        audit(FOLLOWED, "memory beyond a thing is asked for")
    return (ctypes.c_ubyte * size).from_buffer(thing)
