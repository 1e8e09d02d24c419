"""An exercise on its way: what was found in a source, before it is one of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """One check, as its author wrote it: code that knows the program's names."""

    name: str
    title: str
    points: float
    body: str
    visible: str = ""
    """The part of the body that students may see; '' for none."""
    secret: bool = False
    """Whether students may not even see that it exists until grades are published."""
    where: str = ""
    """Where it was found, in the author's words: `cell 5`, `tests/q1.py, case 2`."""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Something that could not come along, why, and how it read."""

    what: str
    why: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that was found."""

    origin: str
    """The name of the source."""
    entry: str
    reference: str
    """The right answer: a script's text, or a notebook's JSON."""
    skeleton: str
    program: str
    """The right answer as a module: whose names the checks know."""
    statement: str = ""
    """What the source says to students, as Markdown."""
    checks: tuple[DraftCheck, ...] = ()
    left: tuple[LeftOver, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What lies beside the source and is read by it: pictures, data."""
