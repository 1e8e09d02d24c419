"""One TOML file: its values, the lines of its keys, and every mistake found in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from grader.course.lines import KeyPath, key_lines
from grader.errors import Mistake

_BARE = re.compile(r"=\s*[A-Za-z]")
_NO_SECONDS = re.compile(r"=\s*\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?!:|\d)")
_DOTTED = re.compile(r"=\s*\d+[./]\d+[./]\d+")
_EXAMPLE = "2026-11-05T18:00:00"
_AT_LINE = re.compile(r"^(?P<what>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)$", re.DOTALL)
_KINDS = {bool: "true or false", str: "text", int: "a number", float: "a number", list: "a list", dict: "a table"}


class Document:
    """A file that is read once; mistakes are collected here, in the order they are found."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.mistakes: list[Mistake] = []
        self.is_read = False
        """Whether the file could be read as TOML."""
        self._lines: Mapping[KeyPath, int] = {}
        self.top = Table(self, {}, ())
        text = self._text()
        if text is not None:
            self._parse(text)

    def mistake(self, key: KeyPath, message: str, hint: str | None = None) -> None:
        """Note a mistake at the line of a key, or of the nearest thing around it."""
        while key and key not in self._lines:
            key = key[:-1]
        self.mistakes.append(Mistake(self.path, self._lines.get(key), message, hint))

    def line(self, key: KeyPath) -> int:
        """The line of a key that is there."""
        return self._lines[key]

    def _text(self) -> str | None:
        try:
            data = self.path.read_bytes()
        except OSError as refusal:
            self.mistakes.append(Mistake(self.path, None, f"cannot be read: {refusal.strerror}"))
            return None
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as refusal:
            line = data.count(b"\n", 0, refusal.start) + 1
            self.mistakes.append(Mistake(self.path, line, "is not UTF-8", "save it as UTF-8"))
            return None

    def _parse(self, text: str) -> None:
        try:
            values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as refusal:
            match = _AT_LINE.match(str(refusal))
            line = int(match["line"]) if match and match["line"] else text.rstrip("\n").count("\n") + 1
            what = match["what"] if match else str(refusal)
            hint = _advice(what, text.split("\n")[line - 1])
            self.mistakes.append(Mistake(self.path, line, f"is not TOML: {what}", hint))
            return
        self.is_read = True
        self._lines = key_lines(text)
        self.top = Table(self, values, ())


class Table:
    """Typed access to a table of a document. What is asked for is known; `close` reports the rest, and what is missing."""

    def __init__(self, document: Document, values: Mapping[str, Any], path: KeyPath) -> None:
        self._document = document
        self._values = values
        self._path = path
        self._asked: list[str] = []
        self._missing: dict[str, str] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def mistake(self, key: str | KeyPath, message: str, hint: str | None = None) -> None:
        """Note a mistake at a key of this table."""
        below = (key,) if isinstance(key, str) else key
        self._document.mistake(self._path + below, message, hint)

    def missing(self, key: str, hint: str) -> None:
        """Note that a key must be there. It is told at the end, unless another is there that looks like it misspelt."""
        self._missing[key] = hint

    def text(self, key: str) -> str | None:
        """Read a text that must be there and say something."""
        value = self._ask(key, str)
        if value is None:
            if key not in self._values:
                self.missing(key, f'add {key} = "…"')
            return None
        if not value.strip():
            self.mistake(key, f"`{key}` is empty")
            return None
        return str(value)

    def optional_text(self, key: str) -> str | None:
        """Read a text that may be left out."""
        if key in self._values:
            return self.text(key)
        self._asked.append(key)
        return None

    def number(self, key: str, default: float, low: float, high: float) -> float:
        """Read a number within bounds."""
        value = self._ask(key, int, float)
        if value is None:
            return default
        if not low <= value <= high:  # also what is not a number
            self.mistake(key, f"`{key}` must lie between {low:g} and {high:g}, not be {value:g}")
            return default
        return float(value)

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """Read a whole number within bounds."""
        if self._ask(key, int) is None:
            return default
        return int(self.number(key, default, low, high))

    def texts(self, key: str) -> tuple[tuple[str, KeyPath], ...]:
        """Read a list of texts, each with where it stands."""
        found = []
        for index, value in enumerate(self._ask(key, list) or ()):
            if isinstance(value, str):
                found.append((value, (key, index)))
            else:
                self.mistake((key, index), f"`{key}` must hold texts, not {_kind(value)}")
        return tuple(found)

    def moments(self) -> Mapping[str, datetime]:
        """Read this table as moments by name, with or without a time zone."""
        found = {}
        for key in self._values:
            value = self._ask(key, datetime)
            if isinstance(value, datetime):
                found[key] = value
        return found

    def table(self, key: str) -> Table:
        """Read a table; an empty one where there is none."""
        return Table(self._document, self._ask(key, dict) or {}, (*self._path, key))

    def close(self, elsewhere: Mapping[str, str] | None = None) -> None:
        """Report every key that nobody asked for, and every one that must be there and is not: one mistake once.

        `elsewhere`: keys that stand in another place, and what to do about each.
        """
        unknown = [key for key in self._values if key not in self._asked]
        meant = {_nearest(key, self._asked) for key in unknown}
        for key in unknown:
            self.mistake(key, f"`{key}` is not known here", (elsewhere or {}).get(key) or near(key, self._asked))
        for key, hint in self._missing.items():
            if key not in meant:
                self.mistake(key, f"`{key}` is missing", hint)

    def _ask(self, key: str, *types: type) -> Any:
        """Read a value of one of these exact types, or None: `true` is no number here."""
        self._asked.append(key)
        if key not in self._values:
            return None
        value = self._values[key]
        if type(value) in types:
            return value
        wanted = "a date with a time" if datetime in types else _KINDS[types[0]]
        if types == (int,) and isinstance(value, float):
            wanted = "a whole number"
        hint = f"write one like {_EXAMPLE}, without quotes" if datetime in types else None
        self.mistake(key, f"`{key}` must be {wanted}, not {_kind(value)}", hint)
        return None


def _advice(refusal: str, line: str) -> str | None:
    """What to write instead, where TOML's own words lead nowhere."""
    if _NO_SECONDS.search(line):
        return f"a time has seconds: {_EXAMPLE}"
    if _DOTTED.search(line):
        return f"write a date like {_EXAMPLE}"
    return "a text stands in quotes" if refusal.startswith("Invalid value") and _BARE.search(line) else None


def near(word: str, known: Iterable[str]) -> str | None:
    """Offer the word that may have been meant."""
    meant = _nearest(word, known)
    return f"did you mean `{meant}`?" if meant else None


def _nearest(word: str, known: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1)), None)


def _kind(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, datetime):
        return "a date with a time"
    if isinstance(value, date):
        return "a date alone"
    if isinstance(value, time):
        return "a time alone"
    return _KINDS[type(value)]
