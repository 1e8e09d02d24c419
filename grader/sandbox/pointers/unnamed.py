"""Where else in a file a name gets its value that is not there where it is asked for.

A look at the text, line by line: a pointer, and no verdict hangs on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from grader.intake import Submission
from grader.intake.names import PYTHON
from grader.sandbox.claims import place_of
from grader.sandbox.pointers.slips import NO_GUARD

_IF = re.compile(r"if\b")
_LONGEST = 60
_FUNCTION = re.compile(r"(?:async\s+)?def\s+(\w+)")


def told(name: str, line: int, submission: Submission, *, in_passing: bool) -> str | None:
    """What to try where line `line` knows no `name`, as far as the rest of the file tells. `in_passing`: that line is run as
    Python goes through the file, and not in a function."""
    source = submission.source.split("\n")
    if re.search(rf"^[ \t]*(global|nonlocal)\b.*\b{name}\b", submission.source, re.MULTILINE):
        return None  # a function gives it to the file: whether that was called is not seen here
    heads = _heads(source)
    here = heads[line - 1] if line <= len(heads) else 0
    found = list(_given(name, source))
    at_hand = [number for number in found if heads[number - 1] in (0, here)]
    if in_passing and at_hand and at_hand[0] > line:
        place = place_of(submission.locate(at_hand[0]))
        return f"{name} gets its value further down{place}, and Python goes from top to bottom."
    if at_hand or not found:
        return None
    return _elsewhere(name, source[heads[found[0] - 1] - 1].strip(), found[0], submission)


def of_an_object(message: str, submission: Submission) -> str | None:
    """What to try where an object of a class of the file's own has not what it is asked for."""
    found = re.match(r"'(\w+)' object has no attribute '(\w+)'", message)
    if found is None:
        return None
    own = re.search(rf"^([ \t]*)class[ \t]+{found[1]}\b.*\n(?:\1[ \t]+.*\n|[ \t]*\n)*", submission.source, re.MULTILINE)
    if own is None:
        return None
    name = found[2]
    if re.search(rf"\bself\.{name}\s*(?::[^=\n]+)?=(?!=)", submission.source):
        return None
    alone = re.compile(rf"^[ \t]+{name}[ \t]*=(?!=)", re.MULTILINE).search(submission.source, own.start(), own.end())
    if alone is None:
        return None
    place = place_of(submission.locate(submission.source.count("\n", 0, alone.start()) + 1))
    return f"{name} belongs to its function alone there{place}: an object keeps what is given to self.{name}."


def of_a_module(message: str, importer: str, submission: Submission) -> str | None:
    """What to try where a file imports a module that lies in a package of the submission's as if it lay beside the program."""
    found = re.match(r"No module named '(\w+)'", message)
    within = [
        path
        for path in map(PurePosixPath, submission.files)
        if found and path.stem == found[1] and path.suffix == PYTHON
    ]
    package = next((path for path in within if len(path.parts) > 1), None)
    if found is None or package is None or not all(part.isidentifier() for part in package.parent.parts):
        return None
    same = package.parent == PurePosixPath(importer).parent
    home = "" if same else ".".join(package.parent.parts)
    return f"{package} is looked for only where its folder is named, too: `from {home}.{found[1]} import …`."


def _elsewhere(name: str, head: str, line: int, submission: Submission) -> str | None:
    """The same, where the name gets its value in a line below another head than where it is asked for."""
    place = place_of(submission.locate(line))
    inside = _FUNCTION.match(head)
    if inside:
        return f"{name} gets its value inside of {inside[1]}(){place}, and belongs to that function alone. It can return it."
    if not _IF.match(head) or "__name__" not in head or "==" not in head:
        return None
    guard = f"`{head.rstrip(':')}`" if len(head) <= _LONGEST else "a guard"
    if "__main__" not in head:
        return f"{name} gets its value below {guard}{place}, which never holds: {NO_GUARD}"
    return (
        f"{name} gets its value below {guard}{place}, which is not run where the file is imported. "
        "Hand it over to the function that uses it."
    )


def _heads(source: list[str]) -> list[int]:
    """For each line, the number of the line at the left margin that it stands below; 0 for one that stands there itself."""
    heads, head = [], 0
    for number, text in enumerate(source, 1):
        if text[:1].strip() and not text.startswith(("#", ")", "]", "}")):
            head = number
        heads.append(head if text[:1].isspace() else 0)
    return heads


def _given(name: str, source: list[str]) -> Iterator[int]:
    """The lines that give the name a value; not one of a call's arguments that stands in a line of its own."""
    gives = re.compile(
        rf"\s*(?:(?:async\s+)?def\s+{name}\b|class\s+{name}\b|{name}\s*(?::[^=]+)?=(?!=)|(?:from\s+\S+\s+)?import\s.*\b{name}\s*(?:,|\)|$|#))"
    )
    for number, text in enumerate(source, 1):
        if gives.match(text) and not text.rstrip().endswith(",") and text.count(")") <= text.count("("):
            yield number
