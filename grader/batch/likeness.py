"""Submissions that are nearly the same, though by different authors.

Right answers to a small exercise resemble each other, so what everybody writes says nothing. Compared is what is left of
a text without the skeleton's lines, in two ways: layout left aside and names and comments kept, since two who found the
same solution still chose their own; and the `form` alone, for whoever changed just these. A form says less, so it takes
more of it. Pairs worth a look share *rare* pieces, ones that few others have; only those pairs are measured
(`rapidfuzz`, edit distance in C++), so that a thousand submissions take a second and not half a million comparisons.

A likeness is a reason for a person to look, and no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from grader.batch.form import form, likeness

LIKE = 0.9
"""How alike two texts must be to be named."""
LEAST = 120
"""Characters of one's own below which nothing can be said."""
PIECE, PIECE_OF_FORM = 24, 10
"""Characters, and signs, in a piece."""
RARE = 6
"""Submissions that may share a piece before it is common."""
SHARED = 3
"""Rare pieces that two must share to be measured."""


class Pair(NamedTuple):
    """Two texts that are nearly the same, by their keys."""

    one: str
    other: str
    share: float
    """How alike, from 0 to 1."""
    in_form: bool = False
    """Only when names, texts, comments and the order of functions are left aside."""


def likenesses(texts: Mapping[str, str], skeleton: str) -> list[Pair]:
    """Pairs of different texts that are nearly the same; the most alike first."""
    found = {(pair.one, pair.other): pair for pair in chain(_by_form(texts, skeleton), _by_words(texts, skeleton))}
    return sorted(found.values(), key=lambda pair: (-pair.share, pair.one, pair.other))


def _by_words(texts: Mapping[str, str], skeleton: str) -> Iterator[Pair]:
    from rapidfuzz.distance import Indel

    own = {key: text for key, text in _own(texts, skeleton) if len(text) >= LEAST}
    for one, other in _worth_a_look(own, PIECE):
        share = Indel.normalized_similarity(own[one], own[other], score_cutoff=LIKE)
        if share >= LIKE:
            yield Pair(one, other, share)


def _by_form(texts: Mapping[str, str], skeleton: str) -> Iterator[Pair]:
    forms = {key: form(texts[key], skeleton) for key in sorted(texts)}
    own = {key: tuple(chain(*one.blocks)) for key, one in forms.items() if one.says_something}
    for one, other in _worth_a_look(own, PIECE_OF_FORM):
        share = likeness(forms[one], forms[other])
        if share >= LIKE:
            yield Pair(one, other, share, in_form=True)


def _own(texts: Mapping[str, str], skeleton: str) -> Iterator[tuple[str, str]]:
    """What each wrote beside what all were given, without blanks."""
    given = {_plain(line) for line in skeleton.splitlines()}
    for key in sorted(texts):
        lines = (_plain(line) for line in texts[key].splitlines())
        yield key, "\n".join(line for line in lines if line and line not in given)


def _plain(line: str) -> str:
    return "".join(line.split())


def _worth_a_look(own: Mapping[str, Sequence[Hashable]], piece: int) -> list[tuple[str, str]]:
    """Pairs that share several pieces which few others have."""
    having: dict[int, list[str]] = {}
    for key, text in own.items():
        for mark in {hash(text[start : start + piece]) for start in range(len(text) - piece + 1)}:
            having.setdefault(mark, []).append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in having.values():
        if 1 < len(keys) <= RARE:
            shared.update(combinations(keys, 2))
    return sorted(pair for pair, count in shared.items() if count >= SHARED)
