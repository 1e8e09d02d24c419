"""Where two values differ: nobody compares forty lines, or a hundred items, by eye."""

from __future__ import annotations

import reprlib
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from grader.several import listed, the_first

AT_A_GLANCE = 90
"""Characters of a sentence in which one sees what is different."""
READABLE = 240
"""Characters beyond which it is only in the way."""
_LONGEST_LINE = 80
_BEFORE = 30
"""Of a longer line so much is shown before the difference."""
_NAMED = 3
_MOST = 100_000
"""Items up to which they are looked at."""
_PARTS = 1_000
"""Of a value that is shown, with all that it holds."""
_ATOMS = frozenset({str, bytes, int, float, complex, bool, type(None)})
_MAPPINGS = frozenset({dict, Counter, OrderedDict, defaultdict})


def told(expected: object, got: object, sentence: str) -> str:
    """`sentence` says both values. Where they differ, too, if it takes more than a glance; instead, if it is too long to read."""
    if type(expected) is type(got) is str:
        return _of_texts(expected, got, sentence)
    place = _place(expected, got) if len(sentence) > AT_A_GLANCE else ""
    return place if place and len(sentence) > READABLE else " ".join(filter(None, [sentence, place]))


def shown(value: object) -> str:
    """A bounded `repr` that survives whatever a value does when asked for it."""
    brief = _Brief()
    brief.maxstring = brief.maxother = brief.maxlong = 200
    brief.maxlist = brief.maxtuple = brief.maxset = brief.maxfrozenset = brief.maxdict = 20
    try:
        return brief.repr(value)
    except ValueError:  # an int of more digits than Python is willing to write
        return f"a very large {type(value).__name__}"


class _Brief(reprlib.Repr):
    """Of what holds itself twenty times `Repr` would write six levels, which are millions."""

    left = _PARTS
    repr_defaultdict = reprlib.Repr.repr_dict  # what it makes of other keys is no difference

    def repr1(self, x: Any, level: int) -> str:
        self.left -= 1
        return super().repr1(x, level) if self.left >= 0 else "..."

    def repr_int(self, x: int, level: int) -> str:
        """Of one of more digits than Python is willing to write: ValueError. From 3.15 on the library tells an address instead."""
        repr(x)
        return super().repr_int(x, level)


def _of_texts(expected: str, got: str, sentence: str) -> str:
    if not got.strip() or not expected.strip():
        return sentence
    right, mine = (text.removesuffix("\n").split("\n") for text in (expected, got))
    if right == mine:
        return f"{sentence} Only the line break at the end {'is missing' if expected > got else 'is too much'}."
    if len(right) == len(mine) == 1:
        said = sentence if len(sentence) <= READABLE else _pair("", expected, got)
        return _with_reason(said, expected, got)
    number = _first_apart(right, mine)
    if number == len(mine):
        return f"The text ends after line {number}, and should go on with {_line(right[number])}."
    if number == len(right):
        return f"The text should end after line {number}, and goes on with {_line(mine[number])}."
    return _with_reason(
        _pair(f"Line {number + 1} of the text: ", right[number], mine[number]), right[number], mine[number]
    )


def _pair(where: str, expected: str, got: str) -> str:
    """Of long lines what stands around the first difference."""
    begin = max(0, _first_apart(expected, got) - _BEFORE)
    if max(len(expected), len(got)) <= _LONGEST_LINE:
        begin = 0
    said = f"{where}expected {_line(expected, begin)}, but got {_line(got, begin)}."
    return said[0].upper() + said[1:]


def _line(text: str, begin: int = 0) -> str:
    end = begin + _LONGEST_LINE
    return repr(f"{'…' * (begin > 0)}{text[begin:end]}{'…' * (len(text) > end)}")


def _with_reason(said: str, expected: str, got: str) -> str:
    """What a reader does not see at once: spaces, and capital letters."""
    ways: dict[str, Callable[[str], str]] = {
        "spaces differ": _without_spaces,
        "capital letters differ": str.casefold,
        "spaces and capital letters differ": lambda text: _without_spaces(text).casefold(),
    }
    same = [way for way, plainer in ways.items() if plainer(expected) == plainer(got)]
    return f"{said} Only {same[0]}." if same and expected.strip() and got.strip() else said


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def _place(expected: Any, got: Any) -> str:
    if not (_is_plain(expected) and _is_plain(got)):
        return ""  # to compare its parts is to ask a program
    if type(expected) is type(got) and isinstance(expected, list | tuple):
        return _in_sequences(expected, got)
    if type(expected) in _MAPPINGS and type(got) in _MAPPINGS:
        return _in_mappings(expected, got)
    if isinstance(expected, set | frozenset) and isinstance(got, set | frozenset):
        return _in_sets(expected, got)
    return ""


def _in_sequences(expected: Sequence[Any], got: Sequence[Any]) -> str:
    number = _first_apart(expected, got)
    if number == len(got) == len(expected):
        return ""
    if number == len(got):
        return f"It ends before index {number}, where {shown(expected[number])} should be."
    if number == len(expected):
        return f"It should end before index {number}, where {shown(got[number])} is."
    said = f"At index {number}: expected {shown(expected[number])}, but got {shown(got[number])}."
    return f"The items are right, and not their order. {said}" if _in_another_order(expected, got) else said


def _in_another_order(expected: Sequence[Any], got: Sequence[Any]) -> bool:
    try:
        right, mine = list(map(repr, expected)), list(map(repr, got))
    except ValueError:  # an int of more digits than Python is willing to write
        return False
    return right != mine and sorted(right) == sorted(mine)


def _in_mappings(expected: Mapping[Any, Any], got: Mapping[Any, Any]) -> str:
    said = _in_sets(expected.keys(), got.keys())
    apart = [key for key, value in expected.items() if key in got and _apart(value, got[key])]
    values = [f"At {shown(key)}: expected {shown(expected[key])}, but got {shown(got[key])}." for key in apart[:1]]
    return " ".join(filter(None, [said, *values]))


def _in_sets(expected: AbstractSet[Any], got: AbstractSet[Any]) -> str:
    missing, surplus = (
        [shown(one) for one in some if one not in other] for some, other in ((expected, got), (got, expected))
    )
    said = [_are(missing, "missing"), _are(surplus, "too much")]
    return " ".join(filter(None, said))


def _are(names: list[str], what: str) -> str:
    if not names:
        return ""
    known = listed(names) if len(names) <= _NAMED else the_first(_NAMED, names)
    return f"{known} {'is' if len(names) == 1 else 'are'} {what}."


def _first_apart(some: Sequence[Any], others: Sequence[Any]) -> int:
    """The first place at which they differ; where one of them ends, if it is the beginning of the other."""
    both = zip(some, others, strict=False)
    return next((n for n, (one, other) in enumerate(both) if _apart(one, other)), min(len(some), len(others)))


def _apart(one: Any, other: Any) -> bool:
    """As lists and dicts compare what they have in them: a `nan` is not equal to itself, and is the same."""
    return one is not other and bool(one != other)


def _is_plain(value: Any) -> bool:
    """Whether it is made of Python's own values alone, and not too many of them."""
    waiting, count = [value], 0
    while waiting:
        one = waiting.pop()
        kind, count = type(one), count + 1
        if kind in _MAPPINGS:
            waiting += [*one.keys(), *one.values()]
        elif kind in (list, tuple, set, frozenset):
            waiting += one
        elif kind not in _ATOMS:
            return False
        if count + len(waiting) > _MOST:
            return False
    return True
