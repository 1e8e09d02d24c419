"""Python in colours, for pages in a browser: which characters of each line are a keyword, a text or a comment.

Not a tokenizer: a student's file need not be Python at all, and a page must be written in time whatever it holds. One
expression whose parts never give back what they took (so its time is linear in the text); whatever it does not
know is plain. Nothing is lost or added: the pieces of a line are the line (tested as a law).
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, cast

Kind = Literal["", "k", "s", "c", "n", "d"]
"""Plain, keyword, string, comment, number, a name that is being defined."""


class Piece(NamedTuple):
    """Some characters of one line, of one kind."""

    text: str
    kind: Kind = ""


_TOKEN = re.compile(
    r"""
      (?P<c>\#[^\n]*+)
    | (?P<s>(?:\b[A-Za-z]{1,2})?(?:
          \"\"\"(?:[^"\\]++|\\.|"{1,2}+(?:[^"\\]|\\.))*+(?:\"\"\"|"{0,2}\\?\Z)
        | '''(?:[^'\\]++|\\.|'{1,2}+(?:[^'\\]|\\.))*+(?:'''|'{0,2}\\?\Z)
        | "(?:[^"\\\n]++|\\.)*+"?
        | '(?:[^'\\\n]++|\\.)*+'?))
    | (?P<n>\b\d[\w.]*+)
    | (?P<d>(?<=\bdef\ )\w++|(?<=\bclass\ )\w++)
    | (?P<w>\w++)
    | (?P<o>[^\w\#"']++)
    """,
    re.VERBOSE | re.DOTALL,
)
_KEYWORDS = frozenset(keyword.kwlist)
LONGEST_LINE = 400
"""Longer lines are not Python that anybody reads; they stay plain."""


def highlighted(lines: Sequence[str]) -> list[tuple[Piece, ...]]:
    """The lines of a program, each in pieces."""
    if not lines:
        return []
    told: list[list[Piece]] = [[]]
    for text, kind in _stretches("\n".join(lines)):
        first, *more = text.split("\n")
        told[-1].append(Piece(first, kind))
        told.extend([Piece(part, kind)] for part in more)
    return [_row(line, pieces) for line, pieces in zip(lines, told, strict=True)]


def _stretches(text: str) -> Iterator[tuple[str, Kind]]:
    """The text in pieces, neighbours of one kind together."""
    kind: Kind = ""
    begin = end = 0
    for token in _TOKEN.finditer(text):
        found = _kind(token)
        if found != kind:
            yield text[begin:end], kind
            begin, kind = end, found
        end = token.end()
    yield text[begin:end], kind


def _row(line: str, pieces: list[Piece]) -> tuple[Piece, ...]:
    if len(line) > LONGEST_LINE:
        return (Piece(line),)
    return tuple(piece for piece in pieces if piece.text)


def _kind(token: re.Match[str]) -> Kind:
    group = token.lastgroup
    if group == "w":
        return "k" if token[0] in _KEYWORDS else ""
    return "" if group == "o" else cast(Kind, group)
