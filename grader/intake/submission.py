"""An accepted delivery: immutable, with a digest, and able to say where a line of its module was written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.intake.cellmap import CellMap
from grader.intake.decode import SourceProblem, decode, to_be_shown
from grader.intake.names import PYTHON
from grader.report import Location


@dataclass(frozen=True, slots=True)
class Submission:
    """What one author handed in for one exercise, ready to be delivered to a worker."""

    entry: str
    """The file's name as delivered: `my file.ipynb`."""
    module: str
    """The Python file that runs: the entry itself, or what became of a notebook: `my file.py`. A class's single files run
    under the exercise's name, whatever they are called."""
    files: Mapping[str, bytes]
    """Everything the worker gets, by relative POSIX name; notebooks are modules already."""
    source: str
    """Text of the module; '' if it cannot be decoded."""
    digest: str
    """SHA-256 over names and bytes as delivered, in hex."""
    problem: SourceProblem | None = None
    """Why it is no text that Python could read; checks fail with it. What Python says to the text, a worker tells."""
    notices: tuple[str, ...] = ()
    """What was left out or changed, for whoever reads the page."""
    cells: Mapping[str, CellMap] = field(default_factory=dict)
    """For each file made from a notebook, where its lines were written."""

    def locate(self, line: int, file: str | None = None) -> Location:
        """Say where a line of the module (or of `file`, which may be called by its last name alone) stands in what was handed in."""
        name = self._whole(file) if file else self.module
        cells = self.cells.get(name)
        if cells is None:
            return Location(file=self.entry if name == self.module else name, line=max(1, line))
        cell, within = cells.cell_line(line)
        return Location(file=self.entry, line=within, cell=cell)

    def _whole(self, file: str) -> str:
        if file in self.files:
            return file
        return next((name for name in self.files if name.endswith(f"/{file}")), file)

    def numbered(self) -> dict[tuple[str, int | None, int], str]:
        """Every line of its Python files, by file, cell and line as handed in, to be shown: also of a module that cannot be decoded."""
        texts = self.sources()
        if self.problem is not None and not self.source:
            texts[self.module] = to_be_shown(self.files.get(self.module, b""))
        lines = {}
        for name, text in texts.items():
            cells = self.cells.get(name)
            text = text.removesuffix("\n") if cells else text  # behind it is no line of a cell
            for number, source in enumerate(text.split("\n"), 1):
                place = self.locate(number, name)
                written = cells.as_written.get((place.cell or 0, place.line), source) if cells else source
                lines[place.file, place.cell, place.line] = written
        return lines

    def sources(self) -> dict[str, str]:
        """Decode every Python file among the files; one that Python could not read is not among them."""
        texts = {}
        for name, data in self.files.items():
            if name.endswith(PYTHON) and name != self.module:
                decoded = decode(data, name)
                if decoded.problem is None:
                    texts[name] = decoded.text
        return {self.module: self.source, **texts}


def digest(files: Mapping[str, bytes]) -> str:
    """Fingerprint files by name and content, in whatever order they came."""
    total = hashlib.sha256()
    for name in sorted(files):
        encoded = name.encode("utf-8", "surrogatepass")
        total.update(f"{len(encoded)}:{len(files[name])}:".encode())
        total.update(encoded)
        total.update(files[name])
    return total.hexdigest()
