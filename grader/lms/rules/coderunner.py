"""What CodeRunner asks of a combinator template grader beyond the form. Source: classes/combinator_grader_outcome.php."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

CONTROL = ("iscorrect", "ishidden")


def beyond_the_form(document: dict[str, Any]) -> Iterator[str]:
    """One format for each column that is shown, one cell for each column."""
    header, *rows = document.get("testresults", [[]])
    formats = document.get("columnformats")
    shown = [name for name in header if name not in CONTROL]
    if formats is not None and header and len(formats) != len(shown):
        yield f"columnformats: {len(formats)} formats for {len(shown)} columns"
    for number, row in enumerate(rows, 1):
        if len(row) != len(header):
            yield f"testresults[{number}]: {len(row)} cells for {len(header)} columns"
