"""`from __future__ import …` at the beginning of a cell, found without Python's parser."""

from __future__ import annotations
import __future__

import re

from grader.intake.notebook.lex import statement_at

_STATEMENT = re.compile(r"from[ \t]+__future__[ \t]+import\b([^;]*)", re.DOTALL)
_NO_CODE = re.compile(r"#[^\n]*|[()\\\s]")
_DOCUMENTATION = re.compile(r"[A-Za-z]{0,2}(\"\"\"|'''|\"|').*\1", re.DOTALL)


def found_in(text: str) -> list[tuple[int, int, str]]:
    """First line, last line, and the statement on one line, of those that stand where Python allows them: after
    nothing but comments and a docstring, each with its lines for itself. What is not one of Python's features is left
    where it is, so that Python complains of it there."""
    if "__future__" not in text:
        return []
    found, at, line = [], 0, 1
    while at < len(text):
        end = statement_at(text, at).end
        statement, last = text[at:end].strip(), line + text[at:end].rstrip("\n").count("\n")
        names = _features(statement)
        if names:
            found.append((line, last, f"from __future__ import {names}"))
        elif statement and not statement.startswith("#") and not _DOCUMENTATION.fullmatch(statement):
            break
        line += text.count("\n", at, end)
        at = end
    return found


def _features(statement: str) -> str:
    """`annotations, division`, if the statement imports nothing but features that there are."""
    match = _STATEMENT.fullmatch(statement)
    names = [_NO_CODE.sub("", name) for name in match[1].split(",")] if match else []
    if names[-1:] == [""]:
        names.pop()  # a comma at the end
    return ", ".join(names) if all(name in __future__.all_feature_names for name in names) else ""
