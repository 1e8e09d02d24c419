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
from grader.intake.wrapping import within

__all__ = ["LAYOUTS", "PLAIN", "Layout", "recognised", "unwrapped"]

LAYOUTS: tuple[Layout, ...] = (GRADESCOPE, NBGRADER, MOODLE, BLACKBOARD, CANVAS, CLONES, PLAIN)
"""In the order in which they are tried; `plain` fits everything."""


def unwrapped(tree: Tree) -> Tree:
    """The download of a platform where it lies alone in a folder or a zip, however deep; else the tree itself."""
    at: Tree | None = tree
    while at is not None:
        if any(layout.recognise(at) for layout in LAYOUTS if layout is not PLAIN):
            return at
        at = within(at)
    return tree


def recognised(tree: Tree, name: str | None = None) -> Layout:
    """The layout of that name, where anything in a tree is laid out so, else the first that the tree is laid out in."""
    likely = next(layout for layout in LAYOUTS if layout.recognise(tree))
    if name is None:
        return likely
    named = _named(name)
    nothing_is = bool(tree.members) and not named.holds(tree)
    if named is PLAIN or not (nothing_is or (likely is not PLAIN and not named.recognise(tree))):
        return named
    raise UsageError(
        f"nothing in {tree.label} is laid out as {name} does it ({named.example}): it looks like {likely.name} ({likely.example})"
        if nothing_is
        else f"{tree.label} looks like {likely.name} ({likely.example}), and not like {name} ({named.example})",
        hint=f"Leave --layout out, or say --layout {likely.name}.",
    )


def _named(name: str) -> Layout:
    for layout in LAYOUTS:
        if layout.name == name:
            return layout
    raise UsageError(f"there is no layout {name!r}", hint=f"There are: {', '.join(layout.name for layout in LAYOUTS)}.")
