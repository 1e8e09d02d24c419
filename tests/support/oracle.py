"""Whether what a program printed is as it should be. Standard library only: the peers' environments load it too."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"-?\d+")


def holds(expression: str, stdout: str) -> bool:
    """Evaluate a `holds` line of our own corpus over `stdout`, `lines` and `numbers` (all integers printed)."""
    if not expression:
        return True
    facts = {
        "stdout": stdout,
        "lines": stdout.splitlines(),
        "numbers": [int(n) for n in _NUMBER.findall(stdout)],
    }
    try:
        return bool(eval(expression, facts))
    except IndexError:
        return False
