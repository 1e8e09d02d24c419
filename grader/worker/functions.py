"""A function of a suite's, made anew where the program runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

MAKER = "made"
"""The function whose text arrives: it gives the one that is wanted."""
FILE = "<a function of the suite's>"


def remade(builtins: Mapping[str, Any], text: str, held: tuple[Any, ...]) -> Callable[..., Any]:
    """The function; `builtins`: what the program finds everywhere."""
    space: dict[str, Any] = {"__builtins__": builtins, "__name__": "suite"}
    exec(compile(text, FILE, "exec", dont_inherit=True), space)
    function: Callable[..., Any] = space[MAKER](*held)
    return function
