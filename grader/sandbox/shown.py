"""What a notebook shows and a program does not: the value of a cell's last line. A pointer, and no verdict hangs on it."""

from __future__ import annotations

import ast
from collections.abc import Callable

from grader.intake import Submission
from grader.sandbox.claims import place_of
from grader.sandbox.slips import Slip

_SHOWN = "Jupyter shows what the last line of a cell is worth; where the cells are run as a program, `print` does."


def seen_in(submission: Submission, tree: Callable[[], ast.Module]) -> Slip | None:
    """The last such line of a notebook that prints nothing; `tree` reads its syntax tree, and is asked for a notebook alone."""
    cells = submission.cells.get(submission.module)
    if cells is None:
        return None
    last = {cells.cell_line(node.lineno)[0]: node for node in tree().body}
    values = [node for node in last.values() if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)]
    if not values:
        return None
    location = submission.locate(values[-1].lineno)
    return Slip(location, f"Look at {place_of(location).strip(' ()')}: {_SHOWN}")
