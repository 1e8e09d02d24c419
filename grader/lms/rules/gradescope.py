"""What Gradescope asks of `results.json` beyond its form. Source: autograder_samples, docs/specs.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def beyond_the_form(document: dict[str, Any]) -> Iterator[str]:
    """A score stands on top or on each test ("required if not on each test case")."""
    tests = document.get("tests", [])
    if "score" not in document and not (tests and all("score" in test for test in tests)):
        yield "there is no score, neither on top nor on each test"
    for number, test in enumerate(tests):
        if "score" in test and "max_score" not in test and "score" not in document:
            yield f"tests[{number}]: a score without max_score is out of nothing"
