"""The layouts in which platforms hand out the deliveries of a class; one module each."""

from __future__ import annotations

from grader.errors import UsageError
from grader.intake.layouts.blackboard import BLACKBOARD
from grader.intake.layouts.canvas import CANVAS
from grader.intake.layouts.clones import CLONES
from grader.intake.layouts.gradescope import GRADESCOPE
from grader.intake.layouts.layout import Layout
from grader.intake.layouts.moodle import MOODLE
from grader.intake.layouts.nbgrader import NBGRADER
from grader.intake.layouts.plain import PLAIN
from grader.intake.tree import Tree

__all__ = ["LAYOUTS", "Layout", "recognised"]

LAYOUTS: tuple[Layout, ...] = (GRADESCOPE, NBGRADER, MOODLE, BLACKBOARD, CANVAS, CLONES, PLAIN)
"""In the order in which they are tried; `plain` fits everything."""


def recognised(tree: Tree, name: str | None = None) -> Layout:
    """The layout of that name, else the first that a tree is laid out in."""
    if name is None:
        return next(layout for layout in LAYOUTS if layout.recognise(tree))
    for layout in LAYOUTS:
        if layout.name == name:
            return layout
    raise UsageError(f"there is no layout {name!r}", hint=f"There are: {', '.join(layout.name for layout in LAYOUTS)}.")
