"""Names for checks, and titles, from what an author wrote."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable


def check_name(text: str, taken: Iterable[str]) -> str:
    """A test function's name that is not taken: `test_correct_squares`."""
    words = "_".join(re.findall(r"[a-z0-9]+", text.lower())) or "check"
    name = words if words.startswith("test_") else f"test_{words}"
    taken = set(taken)
    number = 2
    unique = name
    while unique in taken:
        unique, number = f"{name}_{number}", number + 1
    return unique


def title_and_body(text: str) -> tuple[str, str]:
    """What a test says of itself, in a first docstring or comment, and the rest."""
    stripped = text.strip("\n")
    try:
        tree = ast.parse(stripped)
    except SyntaxError:
        return "", stripped
    doc = ast.get_docstring(tree)
    if doc:
        end = tree.body[0].end_lineno or 0
        return " ".join(doc.split("\n\n")[0].split()), "\n".join(stripped.splitlines()[end:]).strip("\n")
    first, _, rest = stripped.partition("\n")
    if first.startswith("#"):
        return first.lstrip("# ").strip(), rest.strip("\n")
    return "", stripped


def in_words(name: str) -> str:
    """`correct_squares`: Correct squares."""
    words = " ".join(re.findall(r"[^\W_]+", name))
    return words[:1].upper() + words[1:]
