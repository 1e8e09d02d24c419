"""A submission's lines, with what was found at them: what a page shows as "Your program".

Of a long program the stretches far from anything that was found are folded, and what exceeds `MOST_LINES` is only
counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from grader.feedback.finding import Finding
from grader.feedback.highlight import Piece, highlighted
from grader.report import Location

Place = tuple[str, int | None, int]
"""File, notebook cell, line: where a line of the submission was written."""

MOST_LINES = 3_000
LONGEST_LINE = 1_000
AROUND = 2
"""Lines before and after the one that an excerpt is about."""
LONG = 150
"""Programs of more lines are folded where nothing was found."""
NEAR = 12
"""Lines that stay open around what was found."""


@dataclass(frozen=True, slots=True)
class Note:
    """A finding at a line."""

    check: int
    """The number of its check on the page, from 0."""
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line, in pieces of one colour each."""

    place: Place
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...] = ()
    stepped: bool = False
    """A story on the page goes through it."""

    @property
    def number(self) -> int:
        """Its number in its file or cell."""
        return self.place[2]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that belong together: open, or folded because nothing was found there."""

    lines: tuple[Line, ...]
    folded: bool

    @property
    def first(self) -> int:
        """The number of its first line."""
        return self.lines[0].number

    @property
    def last(self) -> int:
        """The number of its last line."""
        return self.lines[-1].number


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a cell of a notebook."""

    file: str
    cell: int | None
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The whole submission, as far as it is shown."""

    parts: tuple[Part, ...] = ()
    left_out: int = 0

    def excerpt(self, location: Location) -> tuple[Line, ...]:
        """A line with its neighbours; nothing where it is not shown."""
        for part in self.parts:
            if (part.file, part.cell) == (location.file, location.cell):
                lines = [line for stretch in part.stretches for line in stretch.lines]
                at = next((n for n, line in enumerate(lines) if line.number == location.line), None)
                return () if at is None else tuple(lines[max(0, at - AROUND) : at + AROUND + 1])
        return ()

    @property
    def places(self) -> frozenset[Place]:
        """The lines that are shown."""
        return frozenset(line.place for part in self.parts for stretch in part.stretches for line in stretch.lines)


def place_in(location: Location) -> Place:
    """A location as the key of a line."""
    return location.file, location.cell, location.line


def listing(lines: Mapping[Place, str], findings: Sequence[Finding]) -> Listing:
    """Set the findings beside the lines."""
    shown = list(islice(lines.items(), MOST_LINES))
    notes, stepped = _notes(findings), _stepped(findings)
    folding = len(shown) > LONG
    parts = []
    for (file, cell), group in groupby(shown, lambda item: item[0][:2]):
        own = list(group)
        pieces = highlighted([_shown(text) for _, text in own])
        told = [
            Line(place, row, tuple(notes.get(place, ())), place in stepped)
            for (place, _), row in zip(own, pieces, strict=True)
        ]
        parts.append(Part(file, cell, tuple(_stretches(told, folding=folding))))
    return Listing(tuple(parts), len(lines) - len(shown))


def _shown(text: str) -> str:
    line = text.expandtabs(4)
    beyond = len(line) - LONGEST_LINE
    return line if beyond <= 0 else f"{line[:LONGEST_LINE]}… ({beyond:,} more characters)"


def _notes(findings: Sequence[Finding]) -> dict[Place, list[Note]]:
    notes: dict[Place, list[Note]] = {}
    for number, finding in enumerate(findings):
        if finding.check.location is not None:
            said = "" if finding.again else finding.rationale.split("\n")[0]
            notes.setdefault(place_in(finding.check.location), []).append(Note(number, said))
    return notes


def _stepped(findings: Sequence[Finding]) -> set[Place]:
    steps = (step for one in findings if one.story and one.witness for step in one.witness.steps)
    return {(step.file, step.cell, step.line) for step in steps}


def _stretches(lines: Sequence[Line], *, folding: bool) -> Iterator[Stretch]:
    """Fold what is far from all that was found; a few lines are not worth a fold."""
    if not folding:
        yield Stretch(tuple(lines), folded=False)
        return
    found = [number for number, line in enumerate(lines) if line.notes or line.stepped]
    near = {n for number in found for n in range(number - NEAR, number + NEAR + 1)} or set(range(2 * NEAR))
    for open_, group in groupby(enumerate(lines), lambda item: item[0] in near):
        stretch = tuple(line for _, line in group)
        yield Stretch(stretch, folded=not open_ and len(stretch) > NEAR)
