"""Which mutants an author has accepted: names as in `expect.toml`, in which `*` stands for anything.

`drop: time.sleep(*)` accepts it in every reference, `reference-main/drop: time.sleep(*)` in one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def pattern_for(name: str, reference: str, patterns: Iterable[str]) -> str | None:
    """The first pattern that accepts this mutant of this reference."""
    return next((one for one in patterns if _fits(one, name) or _fits(one, f"{reference}/{name}")), None)


def _fits(pattern: str, name: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), name, re.DOTALL) is not None
