"""What Classroom 50 asks of `result.json` beyond its form. Source: the wiki, Advanced-Autograding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def beyond_the_form(document: dict[str, Any]) -> Iterator[str]:
    """Score and maximum are the sums of the tests'."""
    for name in ("score", "max-score"):
        total = sum(test[name] for test in document["tests"])
        if document["tests"] and document[name] != total:
            yield f"{name}: {document[name]} is not the sum of the tests ({total})"
