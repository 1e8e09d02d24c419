"""Functions of a suite's, made anew where the program runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

MAKER = "made"
"""The function whose text arrives: it gives the one that is wanted."""
FILE = "<a function of the suite's>"


class Functions:
    """Those that are here, by the suite's numbers."""

    def __init__(self) -> None:
        self._functions: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}

    def keep(self, number: int | None, make: Callable[[], Any]) -> Any:
        """The function of that number, made where it is not there yet; without a number, one more."""
        if number is None:
            return make()
        if number not in self._functions:
            self._functions[number] = function = make()
            self._numbers[id(function)] = number
        return self._functions[number]

    def told(self, thing: object) -> list[Any] | None:
        """What one of them travels as on its way back; None for anything else."""
        number = self._numbers.get(id(thing))
        return None if number is None else ["P", number]


def remade(builtins: Mapping[str, Any], text: str, held: tuple[Any, ...]) -> Callable[..., Any]:
    """The function; `builtins`: what the program finds everywhere."""
    space: dict[str, Any] = {"__builtins__": builtins, "__name__": "suite"}
    exec(compile(text, FILE, "exec", dont_inherit=True), space)
    function: Callable[..., Any] = space[MAKER](*held)
    return function
