"""On which line each key of a TOML document stands, which `tomllib` does not tell.

A scanner for documents that `tomllib` has already accepted, so it checks nothing: it only has to know where
strings, arrays, inline tables and comments end.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping

KeyPath = tuple[str | int, ...]

_FILLING = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_BARE = re.compile(r"[A-Za-z0-9_-]++")
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}+(?:[^"\\]|\\.))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}+[^'])*+'{3,5}"
    r'|"(?:[^"\\]|\\.)*+"'
    r"|'[^']*+'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]++")


def key_lines(text: str) -> Mapping[KeyPath, int]:
    """Map the path of every key, table and array element to its line."""
    return _Scanner(text).document()


class _Scanner:
    """A position in the text, and what was found before it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._newlines = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[KeyPath, int] = {}
        self._elements: dict[KeyPath, int] = {}

    def document(self) -> Mapping[KeyPath, int]:
        table: KeyPath = ()
        self._skip(_FILLING)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_FILLING)
        return self._lines

    def _header(self) -> KeyPath:
        """Pass over `[table]` or `[[array of tables]]`; return the path that the keys below it have."""
        line = self._line()
        brackets = 2 if self._text.startswith("[[", self._at) else 1
        self._at += brackets
        named = self._key()
        self._skip(_SPACE)
        self._at += brackets
        path = self._resolved(named[:-1]) + named[-1:]
        if brackets == 2:
            self._lines.setdefault(path, line)
            self._elements[path] = self._elements.get(path, -1) + 1
        path = self._resolved(named)
        self._lines.setdefault(path, line)
        return path

    def _resolved(self, named: KeyPath) -> KeyPath:
        """Put in the last index wherever a part of the path is an array of tables."""
        path: KeyPath = ()
        for part in named:
            path += (part,)
            if path in self._elements:
                path += (self._elements[path],)
        return path

    def _pair(self, table: KeyPath) -> None:
        line = self._line()
        path = table
        for part in self._key():
            path += (part,)
            self._lines.setdefault(path, line)
        self._skip(_SPACE)
        self._at += 1  # =
        self._skip(_SPACE)
        self._value(path)

    def _key(self) -> KeyPath:
        """Read a dotted key."""
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            match = _BARE.match(self._text, self._at) or _STRING.match(self._text, self._at)
            if match is None:
                return tuple(parts)
            token = match.group()
            parts.append(tomllib.loads(f"key = {token}")["key"] if token[0] in "\"'" else token)
            self._at = match.end()
            self._skip(_SPACE)
            if not self._text.startswith(".", self._at):
                return tuple(parts)
            self._at += 1

    def _value(self, path: KeyPath) -> None:
        if self._text.startswith("[", self._at):
            self._array(path)
        elif self._text.startswith("{", self._at):
            self._inline(path)
        elif not self._skip(_STRING):
            self._skip(_SCALAR)

    def _array(self, path: KeyPath) -> None:
        self._at += 1  # [
        index = 0
        while self._has_item("]"):
            self._lines[(*path, index)] = self._line()
            self._value((*path, index))
            index += 1

    def _inline(self, path: KeyPath) -> None:
        self._at += 1  # {
        while self._has_item("}"):
            self._pair(path)

    def _has_item(self, closing: str) -> bool:
        """Go to the next item of an array or inline table; False once past its closing bracket."""
        self._skip(_FILLING)
        if self._text.startswith(",", self._at):
            self._at += 1
            self._skip(_FILLING)
        if self._text.startswith(closing, self._at):
            self._at += 1
            return False
        return self._at < len(self._text)

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self._text, self._at)
        if match is None:
            return False
        self._at = match.end()
        return True

    def _line(self) -> int:
        return bisect_right(self._newlines, self._at - 1) + 1
