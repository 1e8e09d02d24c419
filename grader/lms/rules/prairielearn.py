"""What PrairieLearn asks of `results.json` beyond its form. Source: docs/externalGrading.md; pl-external-grader-results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MOST_BYTES = 1_000_000


def about_the_bytes(data: bytes) -> Iterator[str]:
    """The file is limited to 1 MB."""
    if len(data) > MOST_BYTES:
        yield f"it is larger than 1 MB ({len(data)} bytes)"


def beyond_the_form(document: dict[str, Any]) -> Iterator[str]:
    """A test without points hides the points of all of them."""
    tests = document.get("tests", [])
    without = [f"tests[{number}]" for number, test in enumerate(tests) if not {"points", "max_points"} <= test.keys()]
    if 0 < len(without) < len(tests):
        yield f"{without[0]}: without points and max_points, the points of no test are shown"
    if document.get("gradable") is False and "score" in document:
        yield "score: there is none where gradable is false"
