"""Notebooks: code cells to one module and back (`docs/design/notebooks.md`)."""

from grader.intake.module import Module
from grader.intake.notebook.convert import module_of
from grader.intake.notebook.read import code_cells
from grader.intake.notebook.write import from_module


def to_module(data: bytes, name: str) -> Module:
    """Turn a notebook file into the module that runs; raises `DeliveryError` for what is none."""
    return module_of(code_cells(data, name))


__all__ = ["from_module", "to_module"]
