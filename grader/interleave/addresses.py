"""Texts without addresses in memory, which differ from run to run and mean nothing."""

from __future__ import annotations

import re
from typing import Final

ADDRESS: Final = re.compile(r" at 0x[0-9a-fA-F]{6,}(?=[>,:;]| .*>)")


def plain(text: str) -> str:
    """The same without them."""
    return ADDRESS.sub(" at 0x", text) if " at 0x" in text else text
