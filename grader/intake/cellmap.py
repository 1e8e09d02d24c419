"""From a line of a module to the notebook cell it came from, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Piece:
    """`count` lines of a module, from `first` on, that are the lines of `cell` from `cell_line` on."""

    first: int
    count: int
    cell: int
    cell_line: int = 1


@dataclass(frozen=True, slots=True)
class CellMap:
    """The pieces of a module in order. Lines between them are ours and belong to the cell that follows."""

    pieces: tuple[Piece, ...]
    as_written: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """By cell and line of the cell, what stands in the notebook where the module has something else: magics, say."""

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        """Yield every line of code as (module line, cell, line of the cell)."""
        for piece in self.pieces:
            for offset in range(piece.count):
                yield piece.first + offset, piece.cell, piece.cell_line + offset

    def cell_line(self, line: int) -> tuple[int, int]:
        """Find the cell of a module line and the line within it; a line outside gets the nearest there is."""
        place = bisect_right(self.pieces, line, key=lambda piece: piece.first) - 1
        if place < 0:
            return (self.pieces[0].cell, self.pieces[0].cell_line) if self.pieces else (1, 1)
        piece = self.pieces[place]
        if line >= piece.first + piece.count and place + 1 < len(self.pieces):
            following = self.pieces[place + 1]
            return following.cell, following.cell_line
        return piece.cell, piece.cell_line + max(0, min(line - piece.first, piece.count - 1))
