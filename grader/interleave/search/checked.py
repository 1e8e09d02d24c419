"""The interpreters whose real behaviour the models were compared with; on any other a claim says that they were not.

The comparison is `tests/interleave/test_reality.py`, on each of these versions.
"""

from __future__ import annotations

import sys
import sysconfig
from typing import Final

VERSIONS: Final = ((3, 11), (3, 12), (3, 13), (3, 14), (3, 15))


def reservations(
    version: tuple[int, int] = sys.version_info[:2], free: bool = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
) -> tuple[str, ...]:
    """What a claim on Python `version` takes for granted of the interpreter itself; `free`: a free-threaded build (PEP 703)."""
    said = []
    if version not in VERSIONS:
        said.append(
            f"the explorer was compared with Python {told(VERSIONS[0])} to {told(VERSIONS[-1])}, and this is {told(version)}"
        )
    if free:
        said.append(
            "two steps at the very same moment, which this free-threaded build has, are taken one after the other"
        )
    return tuple(said)


def told(version: tuple[int, int]) -> str:
    """As Python's own programs are called: `3.11`."""
    return f"{version[0]}.{version[1]}"
