"""Fit text into columns: wrap, shorten, pad. Counts cells, so that wide and combining characters line up."""

from __future__ import annotations

from collections.abc import Iterator

from grader.feedback.clean import cells, lines_of
from grader.feedback.ink import Line, Span, Style, Tone, length, line

SMALLEST = 16
"""No column is wrapped narrower than this: below, a few characters over the edge read better."""


def wrapped(text: str, width: int) -> list[str]:
    """Break a text at spaces into lines of at most `width` cells; its indent stays, longer words are cut."""
    indent = " " * min(len(text) - len(text.lstrip(" ")), width // 2)
    width = max(width - len(indent), SMALLEST)
    lines, current = [], ""
    for word in _words(text.strip(" "), width):
        candidate = f"{current} {word}" if current else word
        if cells(candidate) <= width:
            current = candidate
        else:
            lines.append(current)
            current = word
    return [indent + piece for piece in (*lines, current)]


def hung(text: str, width: int) -> list[str]:
    """A line and what does not fit into it, two cells further in. Of a word that is wider than the screen, a path, the line is left
    to the screen, so that it can be copied."""
    indent = len(text) - len(text.lstrip(" "))
    if cells(text) <= width or any(cells(word) > width - indent - 2 for word in text.split(" ")):
        return [text]
    first, *rest = wrapped(text, width - 2)
    return [first, *(f"  {piece}" for piece in rest)]


def _words(text: str, width: int) -> Iterator[str]:
    for word in text.split(" "):
        while cells(word) > width:
            head = cut(word, width)
            yield head
            word = word[len(head) :]
        yield word


def cut(text: str, width: int) -> str:
    """The beginning of the text that fits, and at least one character."""
    while cells(text) > width and len(text) > 1:
        text = text[: max(1, width if len(text) > width else len(text) - 1)]
    return text


def shortened(text: str, width: int, style: Style) -> str:
    """Cut to `width` cells, with an ellipsis where something was cut."""
    if cells(text) <= width:
        return text
    return cut(text, max(1, width - cells(style.ellipsis))) + style.ellipsis


def cut_inside(text: str, width: int, style: Style) -> str:
    """The same, cut in the middle: of a path the end says most."""
    if cells(text) <= width:
        return text
    room = max(2, width - cells(style.ellipsis))
    head = cut(text, room // 3)
    tail = text[len(head) :]
    while cells(tail) > room - cells(head):
        tail = tail[1:]
    return head + style.ellipsis + tail


def padded(text: str, width: int) -> str:
    """Fill up with spaces to `width` cells."""
    return text + " " * max(0, width - cells(text))


def paragraph(text: str, style: Style, *, indent: int = 3, label: str = "", tone: Tone = "plain") -> list[Line]:
    """Wrap a text at the screen's width; `label` stands before its first line and the rest hangs below it."""
    lines: list[Line] = []
    hang = indent + cells(label)
    for number, source in enumerate(lines_of(text)):
        for part, piece in enumerate(wrapped(style.clean(source), style.width - hang)):
            first = number == 0 and part == 0
            before = " " * indent + label if first else " " * hang
            lines.append(line(Span(before, "hint" if label else "plain"), Span(piece, tone)))
    return lines


def block(text: str, style: Style, *, indent: int, most: int) -> list[Line]:
    """Quote text line by line behind a bar; after `most` lines the middle goes."""
    if not text.strip():
        return []
    quoted = lines_of(text.rstrip("\n"), limit=20_000)
    if len(quoted) > most:
        head, tail = quoted[: most // 2], quoted[-(most - most // 2 - 1) :]
        quoted = [*head, f"({len(quoted) - len(head) - len(tail)} more lines)", *tail]
    bar = line(" " * indent, Span("| ", "dim"))
    pieces = (piece for q in quoted for piece in folded(style.clean(q), style.width - length(bar)))
    return [(*bar, Span(piece, "dim")) for piece in pieces]


def folded(text: str, width: int) -> list[str]:
    """Break a line behind its last space that fits, a longer word at the width: nothing of a quotation is lost or moved."""
    width = max(width, SMALLEST)
    if not text.strip(" ^~"):  # what underlines the line above: broken, it would point at nothing
        return [text[:width]]
    pieces = []
    while cells(text) > width:
        head = cut(text, width)
        words = head[: head.rfind(" ") + 1]
        pieces.append(words if words.strip() else head)
        text = text[len(pieces[-1]) :]
    return [*pieces, text]


def with_right(left: Line, right: Line, width: int) -> Line:
    """Put `right` at the right margin, at least two columns away from `left`."""
    gap = max(2, width - length(left) - length(right))
    return (*left, Span(" " * gap), *right)
