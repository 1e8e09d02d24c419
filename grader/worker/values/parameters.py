"""What the program's functions and classes are called with."""

from __future__ import annotations

from typing import Any

Told = tuple[str, int, tuple[Any, ...], tuple[Any, ...]]
"""A parameter's name and kind (`inspect.Parameter.kind`), its default and its annotation, where it has them."""


def parameters_of(thing: Any) -> tuple[tuple[Told, ...], tuple[Any, ...]] | None:
    """As `inspect.signature` says them, and what comes back; None for what nobody can say that of."""
    import inspect  # rarely asked for

    try:
        found = inspect.signature(thing)
    except (TypeError, ValueError):
        return None

    def perhaps(part: Any) -> tuple[Any, ...]:
        return () if part is inspect.Parameter.empty else (part,)

    told = tuple(
        (one.name, int(one.kind), perhaps(one.default), perhaps(one.annotation)) for one in found.parameters.values()
    )
    return told, perhaps(found.return_annotation)
