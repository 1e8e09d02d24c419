"""Code cells to one module, with a map from its lines back to the cells.

The module is the cells one below the other, each under a comment line of ours; the order they were run in and
the outputs they left are ignored, as in a kernel that was restarted. The first line also fixes the encoding:
a `# coding:` comment means nothing in a notebook and must mean nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.intake import bounds
from grader.intake.cellmap import CellMap, Piece
from grader.intake.decode import NO_CODE, SourceProblem, null_problem, plain_newlines
from grader.intake.module import Module
from grader.intake.notebook import futures
from grader.intake.notebook.magics import Translated, translate

_FIRST_LINE = "# the code cells of a notebook, one below the other; coding: utf-8"
_DISPLAY = "def display(*objects, **how): pass  # Jupyter's own: it shows, and prints nothing"
_DISPLAYS = re.compile(r"\bdisplay\b")
_NO_CODE = SourceProblem(NO_CODE, type="NotebookError")


@dataclass(frozen=True, slots=True)
class _Assembled:
    text: str
    cells: CellMap


def module_of(sources: Sequence[str]) -> Module:
    """Make one module of the texts of a notebook's code cells; cells count from 1."""
    written = [plain_newlines(source).removesuffix("\n") for source in sources]
    cells = [translate(text) for text in written]
    texts, imports = _future_first([cell.text for cell in cells])
    assembled = _assemble(texts, imports, _changed(written, texts))
    return Module(
        text=assembled.text,
        data=encoded(assembled.text),
        problem=_problem(sources, assembled.text),
        notices=tuple(_notices(cells)),
        cells=assembled.cells,
        beside=_written(cells),
    )


def encoded(text: str) -> bytes:
    """UTF-8; a lone surrogate stays one, so that Python refuses the file as `problem` says."""
    return text.encode("utf-8", "surrogatepass")


def _problem(sources: Sequence[str], text: str) -> SourceProblem | None:
    """What needs no parser to be seen."""
    return null_problem(text) if any(source.strip() for source in sources) else _NO_CODE


def _future_first(cells: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Take `from __future__ import …` out of the cells: a module has them first, a notebook where it likes."""
    texts, imports = [], []
    for text in cells:
        lines = text.split("\n")
        for first, last, statement in futures.found_in(text):
            imports.append(statement)
            lines[first - 1 : last] = ["pass", *[""] * (last - first)]
        texts.append("\n".join(lines))
    return texts, tuple(dict.fromkeys(imports))


def _changed(written: Sequence[str], texts: Sequence[str]) -> dict[tuple[int, int], str]:
    """What stood on each line that is another one now, by cell and line."""
    return {
        (cell, line): was
        for cell, (before, after) in enumerate(zip(written, texts, strict=True), 1)
        for line, (was, now) in enumerate(zip(before.split("\n"), after.split("\n"), strict=False), 1)
        if was != now
    }


def _assemble(texts: Sequence[str], imports: Sequence[str], changed: Mapping[tuple[int, int], str]) -> _Assembled:
    lines = [_FIRST_LINE, *imports]
    if any(map(_DISPLAYS.search, texts)):
        lines.append(_DISPLAY)
    pieces = []
    for number, text in enumerate(texts, 1):
        body = text.split("\n")
        lines.append(f"# cell {number}")
        pieces.append(Piece(len(lines) + 1, len(body), number))
        lines.extend(body)
    return _Assembled("\n".join(lines) + "\n", CellMap(tuple(pieces), changed))


def _notices(cells: Sequence[Translated]) -> list[str]:
    """Tell what was changed, each with its cell and line; what no report needs twice is cut off."""
    told = [
        f"cell {number}, line {line}: {notice}" for number, cell in enumerate(cells, 1) for line, notice in cell.notices
    ]
    if len(told) <= bounds.NOTICES:
        return told
    return [*told[: bounds.NOTICES], f"and {len(told) - bounds.NOTICES} more lines that are not Python"]


def _written(cells: Sequence[Translated]) -> dict[str, Module]:
    """Collect the modules that the notebook writes beside itself, in the order of the cells."""
    texts: dict[str, str] = {}
    pieces: dict[str, list[Piece]] = {}
    for number, cell in enumerate(cells, 1):
        file = cell.written
        if file is None:
            continue
        before = texts.get(file.name, "") if file.append else ""
        kept = pieces.get(file.name, []) if file.append else []
        text = file.text.removesuffix("\n")
        piece = Piece(before.count("\n") + 1, text.count("\n") + 1, number, file.line)
        pieces[file.name] = [*kept, piece]
        texts[file.name] = f"{before}{text}\n"
    return {name: Module(text, encoded(text), cells=CellMap(tuple(pieces[name]))) for name, text in texts.items()}
