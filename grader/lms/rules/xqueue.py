"""What Open edX asks beyond the form: the watcher sets texts into a page that must parse as XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parsed(data: bytes) -> Any:
    """The watcher reads the last line of stdout."""
    from grader.lms.validation import from_json

    return from_json(data.rstrip().splitlines()[-1] if data.strip() else b"")


def beyond_the_form(document: dict[str, Any]) -> Iterator[str]:
    """No character that XML cannot hold."""
    texts = [*document["errors"], *(part for test in document["tests"] for part in test if isinstance(part, str))]
    if any(_NOT_IN_XML.search(text) for text in texts):
        yield "a text has a character that XML cannot hold"
