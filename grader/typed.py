"""A command as it is told to a person who types it again, on whichever system and in whichever shell."""

from __future__ import annotations

import os
import re
import shlex

_PLAIN = re.compile(r"[\w+=:./-]+", re.ASCII)
_ALIKE_IN_QUOTES = re.compile(r"([^\"$`!%\\\n]|\\(?=[^\"$`!%\\\n]))*")
"""What means itself between double quotes in sh, in PowerShell and in cmd.exe, which knows no others."""


def as_typed(*words: str) -> str:
    """The words as one line, each in quotes where it needs some: in those that every shell knows, else in those of this system's."""
    return " ".join(map(_typed, words))


def _typed(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    if _ALIKE_IN_QUOTES.fullmatch(word):
        return f'"{word}"'
    return _for_windows(word) if os.name == "nt" else shlex.quote(word)


def _for_windows(word: str) -> str:
    """As a program of Windows takes its command line apart: before a quote, each backslash and the quote get another one."""
    return '"' + re.sub(r'(\\*)(\Z|")', lambda found: 2 * found[1] + (found[2] and '\\"'), word) + '"'
