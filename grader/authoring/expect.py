"""`expect.toml`: what a flawed answer must lose, which mutants are no mistakes, and what an empty file may pass.

The two files are described in `docs/instructors/expect.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.course.document import Document
from grader.errors import Mistake

EXPECT_FILE = "expect.toml"


@dataclass(frozen=True, slots=True)
class Expectation:
    """Exactly the checks that a flawed answer loses, by the names of their functions."""

    path: Path
    loses: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    """Where each of them stands."""
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an author has looked at and found right, each with the reason."""

    path: Path
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Mutants that are no mistakes, by their names."""
    empty: Mapping[str, str] = field(default_factory=dict)
    """Checks that an empty file passes, by their names."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Where each name stands."""
    mistakes: tuple[Mistake, ...] = ()

    @property
    def where(self) -> str:
        """The file, as an author would name it."""
        return f"solutions/{self.path.parent.name}/{self.path.name}"


def expectation(folder: Path) -> Expectation:
    """Read what stands beside a flawed answer; every mistake in it is kept, none raised."""
    document = Document(folder / EXPECT_FILE)
    named = document.top.texts("loses")
    document.top.optional_text("why")
    if document.is_read and not named and not document.mistakes:
        document.mistake(("loses",), "`loses` names no check", "name exactly the checks that this answer must lose")
    document.top.close()
    lines = {name: document.line((*where,)) for name, where in named}
    for name in sorted({name for name, _ in named}):
        if sum(other == name for other, _ in named) > 1:
            document.mistake(("loses",), f"`{name}` is named twice")
    return Expectation(document.path, tuple(dict.fromkeys(name for name, _ in named)), lines, tuple(document.mistakes))


def accepted(solutions: Path) -> Accepted:
    """Read what is accepted of an exercise; nothing where there is no such file."""
    if not (solutions / EXPECT_FILE).exists():
        return Accepted(solutions / EXPECT_FILE)
    document = Document(solutions / EXPECT_FILE)
    lines: dict[str, int] = {}
    mutants, empty = (_reasons(document, table, lines) for table in ("equivalent", "empty"))
    document.top.close()
    return Accepted(document.path, mutants, empty, lines, tuple(document.mistakes))


def _reasons(document: Document, of: str, lines: dict[str, int]) -> dict[str, str]:
    """A table of names, each with a reason."""
    table = document.top.table(of)
    reasons = {name: reason for name in table if (reason := table.text(name)) is not None}
    lines |= {name: document.line((of, name)) for name in reasons}
    return reasons
