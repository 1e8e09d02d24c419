"""What runs: one Python text, whether a script handed it in or a notebook's cells became it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.intake.cellmap import CellMap
from grader.intake.decode import SourceProblem, decode


@dataclass(frozen=True, slots=True)
class Module:
    """The text that runs, and its bytes for the worker. Whether Python accepts it is found out there: nothing of it is
    parsed on this side."""

    text: str
    data: bytes
    problem: SourceProblem | None = None
    """What keeps it from being a text at all."""
    notices: tuple[str, ...] = ()
    cells: CellMap | None = None
    """Where its lines were written, if that was a notebook."""
    beside: Mapping[str, Module] = field(default_factory=dict)
    """Modules that the notebook writes for itself (`%%writefile worker.py`), by file name."""


def of_script(data: bytes, name: str) -> Module:
    """Read a Python file as Python would."""
    decoded = decode(data, name)
    return Module(decoded.text, data, decoded.problem or _notebook(decoded.text))


def _notebook(text: str) -> SourceProblem | None:
    """Say that a file called as a script is a notebook, which Python would take for an expression of strange names."""
    is_one = text.lstrip().startswith("{") and all(f'"{key}"' in text for key in ("cells", "nbformat", "cell_type"))
    return (
        SourceProblem("the file is a notebook, so its name has to end in .ipynb", None, "NotebookError")
        if is_one
        else None
    )
