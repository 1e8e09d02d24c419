"""Acts on a part of something: what the story says after the name of the whole."""

from __future__ import annotations

from ...operations import Operation


class PartAct(Operation):
    """An act on a part; `suffix` is what stands after the variable's name: `.value`, `[2]`, `.append()`."""

    __slots__ = ("suffix",)

    suffix: str
