"""Code that only tries something out: it runs when the notebook is run, and not when it is graded.

An nbgrader kernel goes on when such a cell fails; a module that raises while it is imported fails every check.
"""

from __future__ import annotations

import ast

from grader.authoring.text import Text

SHOW = "print"
GUARD = 'if __name__ == "__main__":  # to try it out: runs here, and not when it is graded'


def guarded(source: str) -> str:
    """Put a cell of nothing but expressions under a guard, each printed; any other cell stays as it is."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return source
    if not body or not all(isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant) for node in body):
        return source
    lines = []
    for node in body:
        assert isinstance(node, ast.Expr)
        text = ast.get_source_segment(source, node.value) or ast.unparse(node.value)
        printed = isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == SHOW
        shown = text if printed else f"{SHOW}({text})"
        lines += Text(shown).indented("    ")
    return "\n".join([GUARD, *lines])
