"""Submissions that are nearly the same, though by different authors.

Right answers to a small exercise resemble each other, so what everybody writes says nothing. Compared is what is left of
a text without the skeleton's lines, layout left aside and names and comments kept: two who found the same solution still
chose their own. Pairs worth a look share *rare* pieces, ones that few others have; only those pairs are measured
(`rapidfuzz`, edit distance in C++), so that a thousand submissions take a second and not half a million comparisons.

A likeness is a reason for a person to look, and no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

LIKE = 0.9
"""How alike two texts must be to be named."""
LEAST = 120
"""Characters of one's own below which nothing can be said."""
PIECE = 24
"""Characters in a piece."""
RARE = 6
"""Submissions that may share a piece before it is common."""
SHARED = 3
"""Rare pieces that two must share to be measured."""


def likenesses(texts: Mapping[str, str], skeleton: str) -> list[tuple[str, str, float]]:
    """Pairs of different texts, by their keys, that are nearly the same; the most alike first."""
    from rapidfuzz.distance import Indel

    own = {key: text for key, text in _own(texts, skeleton) if len(text) >= LEAST}
    found = []
    for one, other in _worth_a_look(own):
        share = Indel.normalized_similarity(own[one], own[other], score_cutoff=LIKE)
        if share >= LIKE:
            found.append((one, other, share))
    return sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _own(texts: Mapping[str, str], skeleton: str) -> Iterator[tuple[str, str]]:
    """What each wrote beside what all were given, without blanks."""
    given = {_plain(line) for line in skeleton.splitlines()}
    for key in sorted(texts):
        lines = (_plain(line) for line in texts[key].splitlines())
        yield key, "\n".join(line for line in lines if line and line not in given)


def _plain(line: str) -> str:
    return "".join(line.split())


def _worth_a_look(own: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs that share several pieces which few others have."""
    having: dict[int, list[str]] = {}
    for key, text in own.items():
        for piece in {hash(text[start : start + PIECE]) for start in range(len(text) - PIECE + 1)}:
            having.setdefault(piece, []).append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in having.values():
        if 1 < len(keys) <= RARE:
            shared.update(combinations(keys, 2))
    return sorted(pair for pair, count in shared.items() if count >= SHARED)
