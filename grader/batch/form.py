"""What is left of a program when one leaves aside what is quickly changed in a copy: names, texts, comments, layout, and
the order of its functions.

Nothing is parsed, since a student's text is not to be (`decisions/0022`): the scanner that colours pages tells words,
texts, comments and numbers apart, whatever it is given. A name is any word that is no keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from grader.feedback.highlight import highlighted

Block = tuple[str, ...]
NAME, TEXT = "a", '"'
"""What stands for each."""
MOST = 5_000
"""Signs of a program that are looked at."""

_SIGN = re.compile(r"\w+|[^\w\s]")
_HEADS = ("def", "class", "async", "@")


def form(text: str, skeleton: str) -> tuple[Block, ...]:
    """The functions and classes of a program, and all else as one block, without the lines that all were given."""
    given = {signs for _, signs in _lines(skeleton)}
    rest: list[str] = []
    blocks, left = [rest], MOST
    for indented, signs in _lines(text):
        if not indented and (signs[0].isalpha() or signs[0] == "@"):
            if signs[0] in _HEADS:
                blocks.append([])
            elif blocks[-1] is not rest:
                blocks.append(rest)
        if signs not in given and left > 0:
            blocks[-1].extend(signs[:left])
            left -= len(signs)
    return tuple(tuple(block) for block in {id(block): block for block in blocks}.values() if block)


def likeness(one: Iterable[Block], other: Iterable[Block]) -> float:
    """The part of two programs that is the same, 0 to 1, each block compared with the one that is most like it."""
    from rapidfuzz.distance import LCSseq

    mine, theirs = list(one), list(other)
    size = sum(map(len, mine)) + sum(map(len, theirs))
    fits = ((LCSseq.similarity(a, b), n, m) for n, a in enumerate(mine) for m, b in enumerate(theirs))
    done: tuple[set[int], set[int]] = set(), set()
    shared = 0
    for same, n, m in sorted(fits, reverse=True):
        if n not in done[0] and m not in done[1]:
            done[0].add(n)
            done[1].add(m)
            shared += same
    return 2 * shared / size if size else 0.0


def _lines(text: str) -> Iterator[tuple[bool, Block]]:
    """The lines that say something: whether each is indented, and its signs."""
    lines = text.splitlines()
    for line, pieces in zip(lines, highlighted(lines), strict=True):
        signs: list[str] = []
        for words, kind in pieces:
            if kind == "s":
                signs.append(TEXT)
            elif kind in ("k", "n"):
                signs.append(words)
            elif kind != "c":
                signs += [NAME if sign[0].isalpha() or sign[0] == "_" else sign for sign in _SIGN.findall(words)]
        if signs:
            yield line[:1].isspace(), tuple(signs)
