"""What is left of a program when one leaves aside what is quickly changed in a copy: names, texts, comments, layout, and
the order of its functions.

Nothing is parsed, since a student's text is not to be (`decisions/0022`): the scanner that colours pages tells words,
texts, comments and numbers apart, whatever it is given. A name is any word that is no keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.feedback.highlight import highlighted

Block = tuple[str, ...]
NAME, TEXT = "a", '"'
"""What stands for each."""
MOST = 5_000
"""Signs of a program that are looked at."""
MOST_BLOCKS = 200
"""Blocks that are compared each with each; further functions belong to what stands beside them all."""
LEAST, LEAST_OF_PARTS = 80, 40
"""Signs of one's own below which a form says nothing; and where a task was cut into parts of one's own, which is more of a
decision than how a gap is filled."""
PARTS = 2

_SIGN = re.compile(r"\w+|[^\w\s]")
_HEADS = ("def", "class", "async", "@")


class Form(NamedTuple):
    """A program without the lines that all were given."""

    blocks: tuple[Block, ...]
    """Its functions and classes, and all else as one block."""
    parts: int
    """How many functions and classes there are beyond those that were given."""

    @property
    def says_something(self) -> bool:
        """Whether it is long enough that two people do not come by it by themselves."""
        return sum(map(len, self.blocks)) >= (LEAST_OF_PARTS if self.parts >= PARTS else LEAST)


def form(text: str, skeleton: str) -> Form:
    """What somebody made of a skeleton."""
    lines, given = list(_lines(text)), list(_lines(skeleton))
    return Form(_blocks(lines, {signs for _, signs in given}), _functions(lines) - _functions(given))


def _functions(lines: list[tuple[bool, Block]]) -> int:
    return sum(signs[0] in ("def", "class") or signs[:2] == ("async", "def") for _, signs in lines)


def _blocks(lines: list[tuple[bool, Block]], given: set[Block]) -> tuple[Block, ...]:
    rest: list[str] = []
    blocks, left = [rest], MOST
    for indented, signs in lines:
        if not indented and (signs[0].isalpha() or signs[0] == "@"):
            if signs[0] in _HEADS and len(blocks) < MOST_BLOCKS:
                blocks.append([])
            elif blocks[-1] is not rest:
                blocks.append(rest)
        if signs not in given and left > 0:
            blocks[-1].extend(signs[:left])
            left -= len(signs)
    return tuple(tuple(block) for block in {id(block): block for block in blocks}.values() if block)


def likeness(one: Form, other: Form) -> float:
    """The part of two programs that is the same, 0 to 1, each block compared with the one that is most like it."""
    from rapidfuzz.distance import LCSseq

    size = sum(map(len, one.blocks)) + sum(map(len, other.blocks))
    fits = ((LCSseq.similarity(a, b), n, m) for n, a in enumerate(one.blocks) for m, b in enumerate(other.blocks))
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
