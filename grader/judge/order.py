"""In which order checks run: as written, except that what a check needs runs before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class Cycle(Exception):
    """Checks that need one another in a circle; `names` walks it once."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(" -> ".join(names))
        self.names = tuple(names)


def arrange(names: Sequence[str], needs: Mapping[str, Sequence[str]]) -> list[str]:
    """Sort `names` so that needs come first and all else keeps its place. Unknown needs are ignored."""
    known = set(names)
    placed: dict[str, None] = {}
    for name in names:
        _place(name, needs, known, placed, path=[])
    return list(placed)


def _place(
    name: str, needs: Mapping[str, Sequence[str]], known: set[str], placed: dict[str, None], path: list[str]
) -> None:
    if name in path:
        raise Cycle([*path[path.index(name) :], name])
    if name in placed or name not in known:
        return
    for need in needs.get(name, ()):
        _place(need, needs, known, placed, [*path, name])
    placed[name] = None
