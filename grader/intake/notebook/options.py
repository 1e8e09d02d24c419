"""Where the code begins after a magic's options: `%timeit -n 10 f()` runs `f()`."""

from __future__ import annotations

import re

_WORD = re.compile(r"(?>(?:'[^'\n]*'|\"[^\"\n]*\"|[^\s'\"]++)+)[ \t]*+")


def after_options(text: str, start: int, end: int, known: str) -> int:
    """Pass over the options from `start` on; `known` names them as getopt does, long ones are all known.

    What looks like an option and is none (`%time -f()`) is code.
    """
    at = start
    while text.startswith("-", at):
        word = _WORD.match(text, at, end)
        if word is None:
            return at
        option = word.group().rstrip()
        if option == "--":
            return word.end()
        if option.startswith("--"):
            at = word.end()
            continue
        wants = _value_wanted(option[1:], known)
        if wants is None:
            return at
        at = word.end()
        if wants:
            value = _WORD.match(text, at, end)
            at = value.end() if value else at
    return at


def _value_wanted(letters: str, known: str) -> bool | None:
    """Whether a cluster of option letters wants the next word as its value; None if it is no option."""
    if not letters:
        return None
    for place, letter in enumerate(letters):
        found = known.find(letter)
        if letter == ":" or found < 0:
            return None
        if known[found + 1 : found + 2] == ":":
            return place == len(letters) - 1
    return False
