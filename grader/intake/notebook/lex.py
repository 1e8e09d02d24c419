"""Where the statements of a notebook cell begin and end, although some lines of it are not Python.

Python's `tokenize` stops at the first magic (since 3.12) or guesses (before), so this is a scanner of our own:
it knows strings, f-strings with their nested fields (PEP 701), comments, brackets and continued lines, and
nothing else of Python. For every text that Python accepts it agrees with `tokenize` (tested on the standard
library). For broken text it stays inside the cell and always ends: each step consumes at least one character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE = re.compile(
    r"""
      (?P<blank>[ \t\f]+|\\\n)
    | (?P<comment>\#[^\n]*+)
    | (?P<newline>\n)
    | (?P<string>[A-Za-z]{0,2}(?:\"\"\"|'''|"|'))
    | (?P<word>\w++)
    | (?P<open>[(\[{])
    | (?P<close>[)\]}])
    | (?P<operator>\*\*=|//=|>>=|<<=|[-+*/%&|^@<>=!:]=|=)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_REST = {
    "'": re.compile(r"(?:[^'\\\n]++|\\.)*+'?", re.DOTALL),
    '"': re.compile(r'(?:[^"\\\n]++|\\.)*+"?', re.DOTALL),
    "'''": re.compile(r"(?:[^'\\]++|\\.|'{1,2}+(?:[^'\\]|\\.))*+(?:'''|'{0,2}\\?\Z)", re.DOTALL),
    '"""': re.compile(r'(?:[^"\\]++|\\.|"{1,2}+(?:[^"\\]|\\.))*+(?:"""|"{0,2}\\?\Z)', re.DOTALL),
}
_ESCAPE = re.compile(r"[ \t]*+(?=!(?!=)|%{1,2}[A-Za-z_])")
_LITERAL = re.compile(r"[^\\{}'\"\n]++")
_NESTING = 150
"""f-strings inside f-strings; CPython allows as many."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One logical line: from its first character to just after its newline."""

    end: int
    escape: int | None = None
    """Where a `!` or `%` stands right after an assignment's `=`, which no Python statement has."""
    asks: bool = False
    """Its last token is `?`: a question to IPython."""


def statement_at(text: str, start: int) -> Statement:
    """Scan the logical line that begins at `start`."""
    return _Scan(text, start).run()


def line_end(text: str, start: int) -> int:
    """Find the end of a line that is not Python: its newline, or that of the last line it continues on."""
    at = start
    while True:
        newline = text.find("\n", at)
        if newline < 0:
            return len(text)
        if text[newline - 1 : newline] != "\\":
            return newline + 1
        at = newline + 1


@dataclass(slots=True)
class _Literal:
    """An f-string that is open: between its quotes, or in the format part of a field."""

    quote: str
    raw: bool
    spec: bool = False


@dataclass(slots=True)
class _Field:
    """Code between the braces of an f-string, with its own brackets."""

    depth: int = 0


class _Scan:
    """One pass over one statement: a stack of open f-strings and fields, and the brackets at the bottom."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._at = start
        self._depth = 0
        self._open: list[_Literal | _Field] = []
        self._last = ""
        self._escape: int | None = None

    def run(self) -> Statement:
        """Scan to the newline that ends the statement."""
        while self._at < len(self._text):
            top = self._open[-1] if self._open else None
            if isinstance(top, _Literal):
                self._literal(top)
            elif self._code(top):
                break
        whole = self._depth == 0 and not self._open
        return Statement(min(self._at, len(self._text)), self._escape, whole and self._last == "?")

    def _code(self, field: _Field | None) -> bool:
        """Take one token of code; True if it ends the statement."""
        match = _CODE.match(self._text, self._at)
        assert match is not None  # the last alternative takes any character
        kind, token = match.lastgroup, match.group()
        self._at = match.end()
        if kind == "string":
            self._string(token)
        elif field is not None:
            self._in_field(field, kind, token)
        elif kind == "open":
            self._depth += 1
        elif kind == "close":
            self._depth = max(0, self._depth - 1)
        elif kind == "newline" and self._depth == 0:
            return True
        elif token == "=" and self._depth == 0:
            self._look_for_escape()
            if self._escape is not None:
                self._at = line_end(self._text, self._at)
                return True
        if kind not in ("blank", "comment", "newline"):
            self._last = token
        return False

    def _look_for_escape(self) -> None:
        found = _ESCAPE.match(self._text, self._at)
        if found:
            self._escape = found.end()

    def _string(self, token: str) -> None:
        """Pass over a plain string at once; enter an f-string (or a t-string, PEP 750)."""
        quote = token.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
        prefix = token[: len(token) - len(quote)].lower()
        if prefix in ("f", "fr", "rf", "t", "tr", "rt") and len(self._open) < _NESTING:
            self._open.append(_Literal(quote, "r" in prefix))
            return
        rest = _REST[quote].match(self._text, self._at)
        assert rest is not None  # it may match nothing
        self._at = rest.end()

    def _in_field(self, field: _Field, kind: str | None, token: str) -> None:
        if kind == "open":
            field.depth += 1
        elif kind == "close" and field.depth:
            field.depth -= 1
        elif token == "}":
            self._open.pop()
        elif token.startswith(":") and not field.depth:
            literal = self._open[-2]
            assert isinstance(literal, _Literal)  # a field lies in a literal
            self._at -= len(token) - 1  # `:=5` is the format `=5`
            self._open[-1] = _Literal(literal.quote, literal.raw, spec=True)

    def _literal(self, literal: _Literal) -> None:
        """Take one piece of an f-string's own text."""
        text, at = self._text, self._at
        char = text[at]
        if text.startswith(literal.quote, at):
            self._close(literal)
        elif char == "\\":
            self._backslash(literal)
        elif char == "{":
            if text.startswith("{{", at) and not literal.spec:
                self._at += 2
            elif len(self._open) < 2 * _NESTING:
                self._at += 1
                self._open.append(_Field())
            else:
                self._at += 1
        elif char == "}" and literal.spec:
            self._at += 1
            self._open.pop()
        elif char == "\n" and len(literal.quote) == 1:
            self._unterminated()
        else:
            found = _LITERAL.match(text, at)
            self._at = found.end() if found else at + 1

    def _close(self, literal: _Literal) -> None:
        """End the string; a field that is still in its format part ends with it (the text is broken)."""
        self._at += len(literal.quote)
        if literal.spec:
            self._open.pop()
        self._open.pop()
        self._last = literal.quote

    def _backslash(self, literal: _Literal) -> None:
        text, at = self._text, self._at
        if text.startswith("\\N{", at) and not literal.raw:
            closing = text.find("}", at, at + 100)
            self._at = closing + 1 if closing >= 0 else at + 3
        elif text[at + 1 : at + 2] in ("{", "}"):
            self._at += 1
        else:
            self._at += 2

    def _unterminated(self) -> None:
        """Leave a one-line f-string at the end of its line, and whatever was open in and around it."""
        self._open.clear()
        self._depth = 0
