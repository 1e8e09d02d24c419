"""Regions of a text between comments, as nbgrader's users know them: BEGIN SOLUTION … END SOLUTION, and the like.

A region's comment may have any number of `#`; in texts it may be one of HTML, or stand between `=`, as nbgrader shows it. What students get in place of a solution is what nbgrader gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from grader.errors import UsageError

Kind = Literal["", "SOLUTION", "HIDDEN TESTS", "TESTS", "MARK SCHEME"]

_MARK = re.compile(
    r"^(?P<indent>[ \t]*)(?:#+|=+|<!--)\s*(?P<edge>BEGIN|END) (?P<kind>SOLUTION|HIDDEN TESTS|TESTS|MARK SCHEME)\b(?P<rest>.*)$"
)
_POINTS = re.compile(r"(\d+(?:\.\d+)?)")
STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")


@dataclass(frozen=True, slots=True)
class Region:
    """Lines of one kind in a row."""

    kind: Kind
    lines: tuple[str, ...]
    indent: str = ""
    line: int = 1
    points: float | None = None
    """What stands behind the mark: `### BEGIN TESTS 2 points`."""

    @property
    def text(self) -> str:
        """The lines, without the indent of the mark."""
        return "\n".join(line.removeprefix(self.indent) for line in self.lines)


def regions(text: str, name: str) -> list[Region]:
    """The text in pieces. Raises UsageError where a region is not closed, or begins within another."""
    return list(_regions(text.splitlines(), name))


def _regions(lines: list[str], name: str) -> Iterator[Region]:
    inside: list[str] = []
    opened: re.Match[str] | None = None
    begin = 1
    for number, line in enumerate(lines, 1):
        mark = _MARK.match(line)
        if mark is None:
            inside.append(line)
            continue
        if (mark["edge"] == "BEGIN") == (opened is not None) or (opened and mark["kind"] != opened["kind"]):
            raise _crossed(name, number, mark, opened, begin)
        if inside or opened:
            yield _region(inside, opened, begin)
        opened = mark if mark["edge"] == "BEGIN" else None
        inside, begin = [], number + (opened is None)
    if opened is not None:
        raise UsageError(f"{name}:{begin}: {opened['kind']} begins here and never ends", hint=_close(opened))
    if inside:
        yield _region(inside, None, begin)


def _region(lines: list[str], opened: re.Match[str] | None, begin: int) -> Region:
    if opened is None:
        return Region("", tuple(lines), line=begin)
    number = _POINTS.search(opened["rest"])
    points = float(number[1]) if number else None
    return Region(opened["kind"], tuple(lines), opened["indent"], begin, points)  # type: ignore[arg-type]


def _crossed(name: str, number: int, mark: re.Match[str], opened: re.Match[str] | None, begin: int) -> UsageError:
    said = f"{mark['edge']} {mark['kind']}"
    if opened is None:
        return UsageError(f"{name}:{number}: {said} ends what never began")
    return UsageError(
        f"{name}:{number}: {said} within {opened['kind']}, which begins in line {begin}", hint=_close(opened)
    )


def _close(opened: re.Match[str]) -> str:
    return f"End it with: ### END {opened['kind']}"


def with_solutions(found: list[Region]) -> str:
    """The text with its solutions, without the marks and without any tests."""
    lines = [line for region in found if region.kind in ("", "SOLUTION") for line in region.lines]
    return _joined(lines)


def without_solutions(found: list[Region], stub: Sequence[str] = STUB) -> str:
    """What students get: a stub for each solution, and neither tests nor how they are marked."""
    lines: list[str] = []
    for region in found:
        if region.kind == "SOLUTION":
            lines += [region.indent + line for line in stub]
        elif not region.kind:
            lines += region.lines
    return _joined(lines)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n") + "\n" if lines else ""
