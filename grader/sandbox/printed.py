"""What a program printed, as a suite wants to read it: without colours, and its numbers alone."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from grader.sandbox.claims import Claim

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]+|(?<![\w)\]])[-−]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|\d+(?:\.\d+)?")
_DIGITS = 4000


def plain_text(output: str) -> str:
    """The output without ANSI codes, with plain line ends."""
    return _ANSI.sub("", output).replace("\r\n", "\n").replace("\r", "\n")


def numbers_in(text: str) -> list[int | float]:
    """The numbers in a text, in order, whatever stands between them; addresses (0x…) are no numbers."""
    found = (match for match in _NUMBER.findall(text) if match[:2] not in ("0x", "0X"))
    return [_number(word.replace("−", "-")) for word in found]


class Numbers(list[int | float]):
    """The numbers printed. That there are not as many as a suite looks at is the program's doing."""

    def __getitem__(self, place: Any) -> Any:
        try:
            return super().__getitem__(place)
        except IndexError:
            count = f"{len(self)} number{'s' * (len(self) > 1)}" if self else "no number"
            raise Claim(f"the program prints {count}{', and more are looked for' if self else ''}") from None


class Printed:
    """What has a `stdout`, and so a text and numbers."""

    stdout: str

    @cached_property
    def text(self) -> str:
        """What was printed, without colours, with plain line ends."""
        return plain_text(self.stdout)

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers printed, in order."""
        return Numbers(numbers_in(self.text))


def _number(word: str) -> int | float:
    if len(word) > _DIGITS or any(char in word for char in ".eE"):
        return float(word)
    return int(word)
