"""What runs: one Python text, whether a script handed it in or a notebook's cells became it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.intake import syntax
from grader.intake.cellmap import CellMap
from grader.intake.decode import SourceProblem, decode


@dataclass(frozen=True, slots=True)
class Module:
    """The text that runs, its bytes for the worker, and what Python would say against it."""

    text: str
    data: bytes
    problem: SourceProblem | None = None
    notices: tuple[str, ...] = ()
    cells: CellMap | None = None
    """Where its lines were written, if that was a notebook."""
    beside: Mapping[str, Module] = field(default_factory=dict)
    """Modules that the notebook writes for itself (`%%writefile worker.py`), by file name."""


def of_script(data: bytes, name: str) -> Module:
    """Read a Python file as Python would."""
    decoded = decode(data, name)
    return Module(decoded.text, data, decoded.problem or syntax.problem(decoded.text, name))
