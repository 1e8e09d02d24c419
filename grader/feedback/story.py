"""A witness as people read it: whose move, which line, what it did. No layout here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from grader.report import Location, Step, Witness

SourceLine = Callable[[Location], str]
"""The text of a line of the submission, '' where it is not known."""

VALUE_CELLS = 24
MOST_MOVES = 40
"""A page shows no more moves than these; the JSON document and `grade replay` have all of them."""


def no_source(_location: Location) -> str:
    """Stand in where the submission is not at hand."""
    return ""


@dataclass(frozen=True, slots=True)
class Move:
    """One step, in the words of the page. `source` is empty when the actor is still on the line it was on.

    A move without an actor is a remark: so many steps are left out here.
    """

    actor: str
    place: str
    source: str
    effect: str
    note: str = ""
    decisive: bool = False
    state: str = "going"
    """What its actor is after it: `going`, `holding` a lock, or `waiting`."""


@dataclass(frozen=True, slots=True)
class Story:
    """The moves of a witness in order; `caption` says how to read the places, where that needs saying."""

    moves: tuple[Move, ...]
    actors: tuple[str, ...]
    caption: str = ""


def place_of(location: Location, entry: str) -> str:
    """Where something is, in words: "line 12", "cell 4, line 3", "bank.py, line 7"."""
    inside = f"line {location.line}"
    if location.cell is not None:
        inside = f"cell {location.cell}, {inside}"
    return inside if location.file == entry else f"{location.file}, {inside}"


def tell(witness: Witness, *, most: int = MOST_MOVES) -> Story:
    """Retell a witness for a page."""
    names = short_names(dict.fromkeys(step.actor for step in witness.steps))
    label, caption = _labels(witness.steps)
    ambiguous = _lines_with_several_targets(witness.steps)
    moves = []
    before: Step | None = None
    for step in witness.steps:
        stays = before is not None and _spot(before) == _spot(step)
        moves.append(
            Move(
                actor=names[step.actor],
                place="" if stays else label(step),
                source="" if stays else step.source.strip(),
                effect=renamed(effect(step, full=_spot(step) in ambiguous), names),
                note=renamed(step.note, names),
                decisive=step.decisive,
                state=state_after(step),
            )
        )
        before = step
    return Story(tuple(_kept(moves, most)), tuple(sorted(dict.fromkeys(names.values()), key=_in_order)), caption)


def effect(step: Step, *, full: bool) -> str:
    """What a step did: "reads 0"; with its target where the line alone leaves it open: "reads balance: 0"."""
    value = step.value
    if value is not None and len(value) > VALUE_CELLS:
        value = value[: VALUE_CELLS - 1] + "…"
    if step.action in ("reads", "writes") and value is not None and not full:
        return f"{step.action} {value}"
    if value is not None and not step.target:
        return f"{step.action} {value}"
    what = f"{step.action} {step.target}".strip()
    return what if value is None else f"{what}: {value}"


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Call actors in a text as the page calls them."""
    for name, short in names.items():
        text = text.replace(name, short)
    return text


WAITS = "waits"
"""Every action that did not go through begins so: "waits for" a lock, "waits to get from" a queue."""


def state_after(step: Step) -> str:
    """What an actor is after a step: waiting, holding a lock, or just going on."""
    if step.action.startswith(WAITS):
        return "waiting"
    return "holding" if step.holds else "going"


def short_names(names: dict[str, None]) -> dict[str, str]:
    """Leave out what Python adds, "Thread-1 (increase)", where names stay distinct without."""
    shorter = {name: re.sub(r" \(.*\)$", "", name) for name in names}
    return shorter if len(set(shorter.values())) == len(shorter) else {name: name for name in names}


def _in_order(name: str) -> tuple[bool, list[tuple[int, str]]]:
    """The main one first, then as people count: Thread-2 before Thread-10."""
    pieces = re.findall(r"\d+|\D+", name)
    return not name.startswith("Main"), [(int(p), "") if p.isdecimal() else (-1, p) for p in pieces]


def _spot(step: Step) -> tuple[str, str, int | None, int]:
    return step.actor, step.file, step.cell, step.line


def _lines_with_several_targets(steps: tuple[Step, ...]) -> set[tuple[str, str, int | None, int]]:
    targets: dict[tuple[str, str, int | None, int], set[str]] = {}
    for step in steps:
        if step.action in ("reads", "writes"):
            targets.setdefault(_spot(step), set()).add(step.target)
    return {spot for spot, those in targets.items() if len(those) > 1}


def _labels(steps: tuple[Step, ...]) -> tuple[Callable[[Step], str], str]:
    """How to name the lines of these steps shortly, and the caption that this needs."""
    files = Counter(step.file for step in steps)
    home = files.most_common(1)[0][0] if files else ""
    cells = {step.cell for step in steps}

    def label(step: Step) -> str:
        line = f"{step.line}" if step.cell is None or len(cells) == 1 else f"{step.cell}:{step.line}"
        return line if step.file == home else f"{step.file}:{line}"

    if cells <= {None}:
        return label, ""
    return label, f"in cell {next(iter(cells))}:" if len(cells) == 1 else "lines are given as cell:line"


def _kept(moves: list[Move], most: int) -> list[Move]:
    """The first and the last moves of a long story; decisive ones always stay."""
    if len(moves) <= most:
        return moves
    tail = len(moves) - (most - most // 2)
    middle = [move for move in moves[most // 2 : tail] if move.decisive]
    gap = Move(actor="", place="", source="", effect=f"{tail - most // 2 - len(middle)} more steps")
    return [*moves[: most // 2], gap, *middle, *moves[tail:]]
