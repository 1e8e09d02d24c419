"""A marked submission as Markdown, for platforms that show some: job summaries, releases."""

from __future__ import annotations

from collections.abc import Iterator

from grader.feedback.clean import markdown_block, markdown_text
from grader.lms.marked import Marked
from grader.report import written


def page(marked: Marked, heading: str) -> str:
    """The whole page, for the student: what they may see now."""
    return "\n".join(_lines(marked, heading)) + "\n"


def _lines(marked: Marked, heading: str) -> Iterator[str]:
    yield f"## {markdown_text(heading)}: {score(marked)}"
    for words in (*marked.words, *marked.remaining):
        yield "\n" + "  \n".join(map(markdown_text, words.split("\n")))  # two blanks: the line ends here
    if marked.shown:
        yield "\n| | check | points |\n|---|---|---|"
    for entry in marked.shown:
        points = "–" if entry.points is None else written(entry.points)
        yield f"| {entry.sign} | {markdown_text(entry.title)} | {points} / {written(entry.max_points)} |"
    for entry in marked.shown:
        if entry.text:
            yield f"\n### {markdown_text(entry.title)}\n\n{markdown_block(entry.text)}"


def score(marked: Marked) -> str:
    """ "7.5 / 10", or that there is no grade."""
    if marked.points is None:
        return "not graded"
    return f"{written(marked.points)} / {written(marked.max_points)}"
