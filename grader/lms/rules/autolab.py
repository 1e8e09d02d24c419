"""What Autolab asks of the output beyond the form of its last line. Source: assessment_autograde_core.rb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any


def parsed(data: bytes) -> Any:
    """The last line, read as Autolab reads it: each word directly before a colon is put in quotes first."""
    from grader.lms.validation import from_json

    lines = data.rstrip().splitlines()
    return from_json(re.sub(rb"([a-zA-Z0-9]+):", rb'"\1":', lines[-1] if lines else b""))


def beyond_the_form(document: dict[str, Any]) -> Iterator[str]:
    """Scores are numbers, or null for none; whether the problems exist only Autolab knows."""
    for name, score in document["scores"].items():
        if isinstance(score, bool):
            yield f"scores.{name}: {score} is no number"
