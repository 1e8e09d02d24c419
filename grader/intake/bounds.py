"""How much may come in the door. Generous to honest work; what is larger is named, never read to its end."""

from __future__ import annotations

KIB = 1024
MIB = 1024 * KIB

SOURCE_BYTES = 1 * MIB
"""A Python file, or all code of a notebook. Compiling a hostile megabyte costs 1.4 s and 660 MB (measured)."""

NOTEBOOK_BYTES = 16 * MIB
"""A notebook with its stored outputs, pictures included."""

NOTEBOOK_DEPTH = 100
"""Nesting of a notebook's JSON. Honest ones stay below 20."""

NOTEBOOK_CONTAINERS = 200_000
"""Lists and objects in a notebook's JSON: what bounds the memory that parsing takes."""

NOTEBOOK_CELLS = 5_000

NEIGHBOUR_BYTES = 4 * MIB
"""One file that lies beside the entry."""

NEIGHBOURS_BYTES = 32 * MIB
"""All of them together."""

NEIGHBOURS = 200

FOLDER_ENTRIES = 5_000
"""Names looked at in a delivered folder before it is called too large to be one."""

FOLDER_DEPTH = 8

ZIP_BYTES = 64 * MIB
ZIP_CONTENT_BYTES = 64 * MIB
ZIP_MEMBERS = 2_000
ZIP_DEPTH = 16
ZIP_NAME = 1_000
NAME_BYTES = 255
"""Of one part of a path, on every file system that matters."""

CLASS_MEMBERS = 200_000
"""Files and folders in the deliveries of a whole class."""

CLASS_DEPTH = 16

NOTICES = 30
"""Remarks kept of one submission; the rest is counted."""


def in_words(size: int) -> str:
    """Say a number of bytes as people do: `3.2 MB`."""
    if size < KIB:
        return f"{size} bytes"
    return f"{size / KIB:.1f} KB" if size < MIB else f"{size / MIB:.1f} MB"
