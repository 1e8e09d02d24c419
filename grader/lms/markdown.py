"""A marked submission as Markdown, for platforms that show some: job summaries, releases."""

from __future__ import annotations

from collections.abc import Iterator

from grader.feedback.clean import markdown_block, markdown_text
from grader.lms.marked import Marked, plain


def page(marked: Marked, heading: str) -> str:
    """The whole page, for the student: what they may see now."""
    return "\n".join(_lines(marked, heading)) + "\n"


def _lines(marked: Marked, heading: str) -> Iterator[str]:
    yield f"## {markdown_text(heading)}: {score(marked)}"
    for words in (*marked.words, *marked.remaining):
        yield "\n" + "\n".join(map(markdown_text, words.split("\n")))
    if marked.shown:
        yield "\n| | check | points |\n|---|---|---|"
    for entry in marked.shown:
        points = "–" if entry.points is None else plain(entry.points)
        sign = "?" if entry.points is None else "✓" if entry.passed else "✗"
        yield f"| {sign} | {markdown_text(entry.title)} | {points} / {plain(entry.max_points)} |"
    for entry in marked.shown:
        if entry.text:
            yield f"\n### {markdown_text(entry.title)}\n\n{markdown_block(entry.text)}"


def score(marked: Marked) -> str:
    """ "7.5 / 10", or that there is no grade."""
    if marked.points is None:
        return "not graded"
    return f"{plain(marked.points)} / {plain(marked.max_points)}"
