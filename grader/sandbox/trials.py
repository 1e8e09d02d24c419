"""What is drawn by lot for an exploration: with which values it begins, and the few orders that confirm a pass."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from grader.errors import UsageError
from grader.sandbox import arguments
from grader.worker import values

NUMBER = 3
"""Orders drawn by lot beside each search."""


def drawn(start: Mapping[str, Any], random: Random) -> dict[str, Any]:
    """The start values, those that are to be drawn drawn."""
    return {name: value(random) if callable(value) else value for name, value in start.items()}


def sent(start: Mapping[str, Any]) -> list[list[Any]]:
    """Start values for the other side; UsageError for what is not plain: each order begins in a module of its own."""
    return [[name, _plain(name, value)] for name, value in start.items()]


def _plain(name: str, value: Any) -> Any:
    if not name.isidentifier():
        raise UsageError(f"start[{name!r}] names no variable")
    try:
        return values.encode(value)
    except TypeError:
        raise UsageError(f"start[{name!r}] has to be a plain value, and {arguments.shown(value)} is none") from None


def begun_with(start: Mapping[str, Any], order: Mapping[str, Any]) -> dict[str, Any]:
    """The same exploration with other start values."""
    return {**order, "target": order["target"] | {"start": sent(start)}}


def started(told: list[list[Any]]) -> dict[str, Any]:
    """The start values that `sent` wrote."""
    return {name: values.decode(value) for name, value in told}
