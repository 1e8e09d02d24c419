"""Styled text for a terminal, in the smallest form that serves: lines of spans, written out in ANSI colours.

rich does all this and much more, but importing it costs more time (55 ms) than judging a small exercise;
what the pages need is seven tones, wrapping and columns. Pages are built as data and become text in
`written` alone, which also cleans every span, so nothing from a submission reaches a terminal unescaped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from grader.feedback.clean import cells, clean

Tone = Literal["plain", "strong", "dim", "good", "bad", "warn", "hint"]

ANSI: dict[Tone, str] = {
    "plain": "",
    "strong": "1",
    "dim": "2",
    "good": "32",
    "bad": "31",
    "warn": "33",
    "hint": "36",
}


class Span(NamedTuple):
    """A piece of a line in one tone."""

    text: str
    tone: Tone = "plain"


Line = tuple[Span, ...]

BLANK: Line = ()


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader's screen can do."""

    width: int = 80
    colour: bool = False
    encoding: str = "utf-8"

    @property
    def signs(self) -> bool:
        """Whether ✓, ✗ and arrows can be written; words stand in otherwise."""
        return self.encoding == "utf-8"

    @property
    def ellipsis(self) -> str:
        """What stands for text that was cut."""
        return "…" if self.signs else "..."

    def clean(self, text: str) -> str:
        """Escape what this screen cannot show."""
        return clean(text, self.encoding)


def line(*pieces: str | Span) -> Line:
    """Make a line of plain strings and spans."""
    return tuple(Span(piece) if isinstance(piece, str) else piece for piece in pieces)


def length(a_line: Line) -> int:
    """How many columns a line takes."""
    return sum(cells(span.text) for span in a_line)


def written(lines: list[Line], style: Style) -> str:
    """Turn lines into text, cleaned once more, coloured where wanted, without trailing blanks."""
    return "".join(_written(_trimmed(a_line), style) + "\n" for a_line in lines)


def _trimmed(a_line: Line) -> Line:
    while a_line and not a_line[-1].text.rstrip():
        a_line = a_line[:-1]
    if a_line:
        text, tone = a_line[-1]
        a_line = (*a_line[:-1], Span(text.rstrip(), tone))
    return a_line


def _written(a_line: Line, style: Style) -> str:
    return "".join(_painted(style.clean(text), tone, style) for text, tone in a_line)


def _painted(text: str, tone: Tone, style: Style) -> str:
    code = ANSI[tone]
    return f"\x1b[{code}m{text}\x1b[0m" if style.colour and code and text else text
