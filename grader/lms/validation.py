"""`grade lms validate`: whether a file is what a platform takes, and everything that is wrong with it.

The form is a JSON Schema of its own (`schemas/`), which names its source; what a schema cannot say (sums, names that
must be there once) is in a function beside it, one for each platform that needs it. Nothing here is shared with what
writes the files: a mistake of one would not be noticed by the other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from grader.errors import UsageError
from grader.lms.targets import TARGETS

SCHEMAS = Path(__file__).parent / "schemas"
MOST = 64 * 1024 * 1024
JUNIT = "junit"
KINDS = (*TARGETS, JUNIT)

Problems = Iterator[str]
Rule = Callable[[Any], Problems]


def problems(target: str, data: bytes) -> list[str]:
    """Everything that is wrong with a result of this platform; nothing where it would be taken."""
    if target not in KINDS:
        raise UsageError(f"there is no platform {target!r}", hint=f"There are: {', '.join(KINDS)}.")
    rules = import_module(f"grader.lms.rules.{target}")
    if target == JUNIT:
        found: list[str] = rules.problems(data)
        return found
    about_the_bytes: Rule = getattr(rules, "about_the_bytes", _nothing)
    try:
        document = getattr(rules, "parsed", from_json)(data)
    except (ValueError, RecursionError) as odd:
        return [*about_the_bytes(data), f"it cannot be read: {odd}"]
    found = [*about_the_bytes(data), *against(target, document)]
    beyond: Rule = rules.beyond_the_form
    return found or list(beyond(document))


def from_json(data: bytes) -> Any:
    """Read JSON strictly: what some reader would take for something else raises ValueError."""
    return json.loads(data, parse_constant=_no_number, object_pairs_hook=_no_twins)


def _nothing(_document: Any) -> Problems:
    yield from ()


def read(path: Path) -> bytes:
    """Read a file to be looked at."""
    try:
        with path.open("rb") as file:
            return file.read(MOST)
    except OSError as refusal:
        raise UsageError(f"{path} cannot be read: {refusal.strerror}") from None


def against(schema: str, document: Any) -> Problems:
    """Everything in which a document is not as its schema wants it, with the place."""
    import jsonschema

    rules = json.loads((SCHEMAS / f"{schema}.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(rules)
    for error in sorted(validator.iter_errors(document), key=lambda error: [str(part) for part in error.path]):
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.path).lstrip(".")
        yield f"{place or 'the document'}: {error.message}"


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number in JSON")


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two members of one name: each reader takes another one."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{max(names, key=names.count)!r} is there twice")
    return found
