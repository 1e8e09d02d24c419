"""The cells of an author's notebook, read and written as plain data; format 4 only, which every Jupyter saves."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from grader.errors import UsageError
from grader.intake.notebook.magics import translate


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. Outputs are kept as text, because some authors' tests are their outputs."""

    kind: str
    source: str
    number: int
    """Counted from 1, over all kinds."""
    metadata: dict[str, Any] = field(default_factory=dict)
    output: str | None = None
    """What the cell last showed; None for nothing."""
    attachments: dict[str, dict[str, str]] = field(default_factory=dict)
    """Pictures that were pasted into it: by name, each in base64 by its kind."""

    def saying(self, source: str) -> Cell:
        """The same cell with another text, and with those of its pictures that this shows."""
        shown = {name: data for name, data in self.attachments.items() if f"attachment:{name}" in source}
        return replace(self, source=source, attachments=shown)


def cells_of(path: Path) -> list[Cell]:
    """Read a notebook; UsageError for what is none."""
    try:
        document = json.loads(path.read_bytes())
        if document.get("nbformat", 4) != 4:
            raise UsageError(f"{path.name} is a notebook of format {document['nbformat']}", hint="Save it as format 4.")
        return [_cell(cell, number) for number, cell in enumerate(document["cells"], 1)]
    except (ValueError, KeyError, TypeError, AttributeError) as odd:
        raise UsageError(f"{path.name} is not a notebook: {type(odd).__name__}: {odd}") from None


def _cell(cell: dict[str, Any], number: int) -> Cell:
    metadata = {key: value for key, value in cell.get("metadata", {}).items() if key in ("nbgrader", "tags")}
    return Cell(cell["cell_type"], _text(cell["source"]), number, metadata, _output(cell.get("outputs", [])),
        cell.get("attachments", {}),
    )  # fmt: skip


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def _output(outputs: list[dict[str, Any]]) -> str | None:
    """The texts of what a cell printed and returned, one below the other."""
    texts = []
    for output in outputs:
        if output.get("output_type") == "stream":
            texts.append(_text(output.get("text", "")).rstrip("\n"))
        elif output.get("output_type") in ("execute_result", "display_data"):
            texts.append(_text(output.get("data", {}).get("text/plain", "")))
    return "\n".join(texts) if texts else None


def notebook(cells: Iterable[Cell]) -> str:
    """Write cells as a notebook without outputs; the same cells give the same text."""
    written: list[dict[str, Any]] = [
        {
            "cell_type": cell.kind,
            "id": f"cell-{number}",
            "metadata": {},
            "source": cell.source.splitlines(keepends=True),
            **({"attachments": cell.attachments} if cell.attachments else {}),
            **({"execution_count": None, "outputs": []} if cell.kind == "code" else {}),
        }
        for number, cell in enumerate((cell for cell in cells if cell.source.strip()), 1)
    ]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    document = {"cells": written, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def statement(cells: Iterable[Cell]) -> tuple[str, dict[str, bytes]]:
    """The texts of cells for where there is no notebook around them, and their pictures as files that these name: those of two
    cells may be called the same."""
    texts, files = [], {}
    for cell in cells:
        text = cell.source
        for name, kinds in cell.attachments.items():
            file = f"cell-{cell.number}-{Path(name).name}"
            text = text.replace(f"attachment:{name}", file)
            for data in kinds.values():
                files[file] = base64.b64decode(data)
        texts.append(text)
    return "\n\n".join(texts), files


def module(cells: Iterable[Cell]) -> str:
    """The code of cells as one text, without what only a notebook understands (`%matplotlib inline`)."""
    return "\n\n".join(translate(cell.source).text for cell in cells if cell.kind == "code") + "\n"
