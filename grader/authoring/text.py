"""A program's text with its syntax tree, and the edits that make another program of it.

Mutants are edits of the text, not of the tree: what an author is shown must look like what a student would write.
Offsets count bytes of UTF-8, as `ast` does.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_WORDS = [getattr(tokenize, name) for name in ("STRING", "FSTRING_MIDDLE", "TSTRING_MIDDLE") if hasattr(tokenize, name)]
"""Tokens that may go on over several lines, whose blanks are then part of what they say; which there are depends on the Python."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in place of the bytes from `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What an operator does at one place. `before` and `after` say it in a line; '' for nothing there."""

    line: int
    before: str
    after: str
    edits: tuple[Edit, ...]


class Text:
    """One program. Raises SyntaxError where it is none."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tree = ast.parse(source)
        self._data = source.encode()
        self._lines = [0]
        for line in self._data.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    # -- where things stand

    def start(self, node: ast.expr | ast.stmt) -> int:
        """Where a node begins; a decorated function begins with its first decorator."""
        decorators: list[ast.expr] = getattr(node, "decorator_list", [])
        if decorators:
            return self._lines[decorators[0].lineno - 1] + decorators[0].col_offset - len("@")
        return self._lines[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt) -> int:
        """Where a node ends."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._lines[node.end_lineno - 1] + node.end_col_offset

    def of(self, node: ast.expr | ast.stmt) -> str:
        """The text of a node."""
        return self._data[self.start(node) : self.end(node)].decode()

    def brief(self, node: ast.expr | ast.stmt) -> str:
        """The text of a node on one line; of a compound statement its first line."""
        text = self.of(node)
        if isinstance(node, ast.With | ast.If | ast.While | ast.For | ast.FunctionDef | ast.ClassDef | ast.Try):
            text = text.splitlines()[0]
        return " ".join(text.split())

    def indent(self, statement: ast.stmt) -> str:
        """The blanks before a statement."""
        return " " * statement.col_offset if b"\t" not in self._before(statement) else self._before(statement).decode()

    def _before(self, statement: ast.stmt) -> bytes:
        begin = self._lines[statement.lineno - 1]
        return self._data[begin : begin + statement.col_offset]

    def is_alone(self, statement: ast.stmt) -> bool:
        """Whether nothing else stands on the lines of a statement."""
        rest = self._data[self.end(statement) : self._line_end(statement)]
        return not self._before(statement).strip() and (not rest.strip() or rest.strip().startswith(b"#"))

    def _line_end(self, statement: ast.stmt) -> int:
        assert statement.end_lineno is not None
        return self._lines[statement.end_lineno]

    # -- what is in it

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node in the order of the text."""
        return tuple(sorted(ast.walk(self.tree), key=_place))

    @cached_property
    def bodies(self) -> list[list[ast.stmt]]:
        """Every list of statements."""
        found = []
        for node in self.nodes:
            for name in ("body", "orelse", "finalbody"):
                inside = getattr(node, name, None)
                if isinstance(inside, list) and inside and isinstance(inside[0], ast.stmt):
                    found.append(inside)
        return found

    @cached_property
    def continued(self) -> frozenset[int]:
        """The lines that begin within a string: their indent is part of what it says."""
        tokens = tokenize.generate_tokens(io.StringIO(self.source).readline)
        return frozenset(
            line for token in tokens if token.type in _WORDS for line in range(token.start[0] + 1, token.end[0] + 1)
        )

    def indented(self, by: str) -> list[str]:
        """The lines, all of them further in; what strings say stays."""
        lines = enumerate(self.source.split("\n"), 1)
        return [by + line if line.strip() and number not in self.continued else line for number, line in lines]

    # -- edits

    def replace(self, node: ast.expr | ast.stmt, text: str) -> Edit:
        """Another text for a node."""
        return Edit(self.start(node), self.end(node), text)

    def drop(self, statement: ast.stmt, body: Sequence[ast.stmt]) -> Edit:
        """Take a statement out of its body; `pass` stands for it where the body needs one."""
        if len(body) == 1 or not self.is_alone(statement):
            return self.replace(statement, "pass")
        return Edit(self._lines[statement.lineno - 1], self._line_end(statement), "")

    def before(self, statement: ast.stmt, *lines: str) -> Edit:
        """More lines before a statement, indented as it is."""
        at = self.start(statement)
        return Edit(at, at, "".join(f"{line}\n{self.indent(statement)}" for line in lines))

    def after(self, statement: ast.stmt, *lines: str) -> Edit:
        """More lines after a statement, indented as it is."""
        at = self.end(statement)
        return Edit(at, at, "".join(f"\n{self.indent(statement)}{line}" for line in lines))

    def importing(self, module: str, name: str) -> Edit:
        """One more import, before everything that can stand after one."""
        later = (statement for statement in self.tree.body if not _comes_first(statement))
        return self.before(next(later), f"from {module} import {name}")

    def unwrap(self, statement: ast.With | ast.If) -> Edit:
        """The body alone, in place of the statement around it."""
        return self.replace(statement, self.moved(statement.body, statement))

    def moved(self, body: Sequence[ast.stmt], to: ast.stmt) -> str:
        """The text of statements in a row, indented as `to` is, without a first indent."""
        text = self._data[self.start(body[0]) : self.end(body[-1])].decode()
        if body[0].lineno == to.lineno:
            return text
        deeper, there = self.indent(body[0]), self.indent(to)
        begin = self._data.count(b"\n", 0, self.start(body[0])) + 1
        return "\n".join(
            there + line.removeprefix(deeper) if line.startswith(deeper) and number not in self.continued else line
            for number, line in enumerate(text.split("\n"), begin)
        )


def _place(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def _comes_first(statement: ast.stmt) -> bool:
    """A docstring, or an import from the future."""
    is_docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return is_docstring or (isinstance(statement, ast.ImportFrom) and statement.module == "__future__")


def applied(source: str, edits: Sequence[Edit]) -> str:
    """The text after all edits, none of which may overlap another."""
    data = source.encode()
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        data = data[: edit.start] + edit.text.encode() + data[edit.end :]
    return data.decode()
