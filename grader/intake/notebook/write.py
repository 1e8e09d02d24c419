"""A module to a notebook, for kits: cells where the module has `# %%` lines, else where PEP 8 leaves two lines.

Reading such a notebook back gives a module with the same program (tested).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from grader.intake.decode import plain_newlines
from grader.intake.notebook.lex import statement_at

_MARK = re.compile(r"# %%(?P<text>.*\[markdown\])?.*")
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to be: code, or text for people."""

    source: str
    is_code: bool = True


def from_module(text: str) -> str:
    """Write the text of a module as a notebook of format 4; the same text gives the same notebook."""
    nbformat: Any = import_module("nbformat")  # untyped, and heavy
    v4 = nbformat.v4
    cells = []
    for number, cell in enumerate(cells_of(text), 1):
        make = v4.new_code_cell if cell.is_code else v4.new_markdown_cell
        cells.append(make(cell.source, id=f"cell-{number}"))
    written: str = nbformat.writes(v4.new_notebook(cells=cells, metadata=_METADATA)) + "\n"
    return written


def cells_of(text: str) -> tuple[Cell, ...]:
    """Divide the text of a module into cells."""
    text = plain_newlines(text)
    starts = _statement_lines(text)
    lines = text.split("\n")
    marked = any(_MARK.fullmatch(lines[line]) for line in starts)
    cells: list[Cell] = []
    begin, is_code = 0, True
    for line in starts:
        mark = _MARK.fullmatch(lines[line]) if marked else None
        if mark is not None or (not marked and _opens_chapter(lines, line)):
            cells.append(_cell(lines[begin:line], is_code))
            begin, is_code = line + (mark is not None), not (mark and mark["text"])
    cells.append(_cell(lines[begin:], is_code))
    return tuple(cell for cell in cells if cell.source)


def _statement_lines(text: str) -> list[int]:
    """List the lines (from 0) on which a logical line begins at the margin; inside a string none does."""
    found = []
    at = line = 0
    while at < len(text):
        end = statement_at(text, at).end
        if not text[at].isspace():
            found.append(line)
        line += text.count("\n", at, end)
        at = end
    return found


def _opens_chapter(lines: list[str], line: int) -> bool:
    return line >= 2 and not lines[line - 1].strip() and not lines[line - 2].strip()


def _cell(lines: list[str], is_code: bool) -> Cell:
    text = "\n".join(lines).strip("\n")
    if not is_code:
        text = re.sub(r"^# ?", "", text, flags=re.MULTILINE)
    return Cell(text.rstrip(), is_code)
