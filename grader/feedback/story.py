"""A witness as people read it: whose move, which line, what it did. No layout here.

A story says everything that one needs to understand the ending, and nothing twice. What an actor does in one go on one
line is one move; a main thread that only starts the others and waits for them is told in a sentence before and after
the moves; long stretches are folded (`fold`), and the fold says what is in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from grader.feedback import fold
from grader.feedback.moves import Move, in_order, names_of, spot
from grader.feedback.phrases import STEPS_LEFT_OUT, effect, is_blocked, is_inside, renamed, state_after
from grader.report import Location, Step, Witness
from grader.several import listed

SourceLine = Callable[[Location], str]
"""The text of a line of the submission, '' where it is not known."""

LONGEST_EFFECT = 34
"""Effects on one line are told as one move up to so many characters."""

BY_THE_WAY = {"starts": "starts", "joins": "waits for", "reads": "reads"}
"""What is told in a sentence where an actor does nothing else."""

MOST_NAMED = 4
"""A sentence names no more things that were read than these."""


def no_source(_location: Location) -> str:
    """Stand in where the submission is not at hand."""
    return ""


@dataclass(frozen=True, slots=True)
class Story:
    """The moves of a witness in order, and what is told in a sentence before and after them."""

    moves: tuple[Move, ...]
    actors: tuple[str, ...]
    """Those that move, in the order of their lanes."""
    caption: str = ""
    """How to read the places, where that needs saying."""
    opening: str = ""
    closing: str = ""

    @property
    def has_interplay(self) -> bool:
        """Whether there is anything to see: several actors at work, or a step that decides."""
        return len(self.actors) > 1 or any(move.decisive for move in self.moves)


def place_of(location: Location, entry: str) -> str:
    """Where something is, in words: "line 12", "cell 4, line 3", "bank.py, line 7"."""
    inside = f"line {location.line}"
    if location.cell is not None:
        inside = f"cell {location.cell}, {inside}"
    return inside if location.file in ("", entry) else f"{location.file}, {inside}"


def tell(witness: Witness, *, whole: bool = False) -> Story:
    """Retell a witness for a page; `whole`: every step as a move of its own, nothing folded."""
    names = names_of(witness)
    label, caption = _labels(witness.steps)
    ambiguous = _lines_with_several_targets(witness.steps)
    moves = []
    before: Step | None = None
    for number, step in enumerate(witness.steps):
        if not whole and (is_inside(step) or _is_told_already(witness.steps, number)):
            continue
        moves.append(
            Move(
                actor=names[step.actor],
                place=label(step),
                source=step.source.strip(),
                effect=renamed(effect(step, full=not step.source or spot(step) in ambiguous), names),
                note=renamed(step.note, names),
                decisive=step.decisive,
                state=state_after(step),
                steps=(step,),
                stays=before is not None and spot(before) == spot(step),
            )
        )
        before = step
    return _laid_out(moves, caption) if whole else _shortened(moves, caption)


def _is_told_already(steps: Sequence[Step], number: int) -> bool:
    """Whether a step only says again, without a file, where its actor waits already."""
    step = steps[number]
    own = [earlier for earlier in steps[:number] if earlier.actor == step.actor] if not step.file else []
    return bool(own) and is_blocked(own[-1]) and is_blocked(step)


def _laid_out(moves: Sequence[Move], caption: str, opening: str = "", closing: str = "") -> Story:
    actors = dict.fromkeys(move.actor for move in moves if move.actor)
    return Story(tuple(moves), tuple(sorted(actors, key=in_order)), caption, opening, closing)


def _shortened(moves: list[Move], caption: str) -> Story:
    moves, opening, closing = _by_the_way(moves)
    return _laid_out(fold.folded(_in_one_go(moves)), caption, opening, closing)


def _by_the_way(moves: list[Move]) -> tuple[list[Move], str, str]:
    """Take out the starts at the beginning, the joins at the end, and a last wait for another's end. Who does nothing else
    and only reads: before anybody else is there, of which nothing is told, and afterwards, which is told with the joins."""
    if not moves:
        return moves, "", ""
    main = moves[0].actor
    looks = ["reads"] if all(_is_by_the_way(move, *BY_THE_WAY) for move in moves if move.actor == main) else []
    first = _run_of(moves, main, "starts", *looks)
    last = _run_of(moves[first:][::-1], main, "joins", *looks)
    middle = moves[first : len(moves) - last]
    opening = _sentence([move for move in moves[:first] if move.actions[0] == "starts"])
    closing = _sentence(moves[len(moves) - last :])
    own = [move for move in middle if move.actor == main]
    if len(own) == 1 and own[0].steps[0].action.startswith("waits for the end of"):
        middle = [move for move in middle if move.actor != main]  # `knot` tells it
    return middle, opening, closing


def _run_of(moves: Sequence[Move], actor: str, action: str, *others: str) -> int:
    """How many moves of this actor do this, or others things beside."""
    run = list(takewhile(lambda move: move.actor == actor and _is_by_the_way(move, action, *others), moves))
    return len(run) if any(move.actions[0] == action for move in run) else 0


def _is_by_the_way(move: Move, *actions: str) -> bool:
    return move.actions[0] in actions and not move.note


def _sentence(moves: Sequence[Move]) -> str:
    """ "MainThread waits for Thread-1 (line 22) and Thread-2 (line 23), then reads value: 2 (line 24)." """
    if not moves:
        return ""
    parts = [_clause(action, list(group)) for action, group in groupby(moves, lambda move: move.actions[0])]
    return f"{moves[0].actor} {', then '.join(parts)}."


def _clause(action: str, moves: Sequence[Move]) -> str:
    """ "starts Thread-1 (line 22) and Thread-2 (line 23)" """
    places: dict[str, list[str]] = {}
    for move in moves:
        told = effect(move.steps[0], full=True) if action == "reads" else move.effect
        places.setdefault(_in_words(move), []).append(told.removeprefix(f"{action} "))
    parts = [f"{_listed(whom)} ({place})" if place else _listed(whom) for place, whom in places.items()]
    return f"{BY_THE_WAY[action]} {_listed(parts)}"


def _in_words(move: Move) -> str:
    """Where a move is, for a sentence: it stands before the caption that says which cell the lanes are in."""
    step = move.steps[-1]
    if step.line and step.cell is not None:
        return f"cell {step.cell}, line {step.line}"
    return f"line {move.place}" if move.place.isdecimal() else move.place


def _listed(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"; many with one name and a number in a row: "Thread-1 to Thread-10"; of others that are
    too many, some."""
    numbered = [re.fullmatch(r"(.*\D)(\d+)", name) for name in names]
    if len(names) > 3 and all(numbered):
        stems = {found[1] for found in numbered if found}
        numbers = [int(found[2]) for found in numbered if found]
        if len(stems) == 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            return f"{names[0]} to {names[-1]}"
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} more"]
    return listed(names)


def _in_one_go(moves: Sequence[Move]) -> list[Move]:
    """What an actor does one after the other on one line is one move: "reads 0, writes 1"."""
    groups: list[list[Move]] = []
    for move in moves:
        if groups and _goes_with(groups[-1], move):
            groups[-1].append(move)
        else:
            groups.append([move])
    return [_as_one(group) for group in groups]


def _goes_with(group: Sequence[Move], move: Move) -> bool:
    """Whether a move goes on with what those before began, and does not begin the next round of a loop."""
    before, action = group[-1], move.actions[0]
    if STEPS_LEFT_OUT in (action, before.actions[0]):
        return False
    if not move.stays or before.actor != move.actor or before.decisive:
        return False
    if action == before.actions[0]:
        same = move.effect == before.effect and not move.decisive
        return same or action in BY_THE_WAY or (action == "reads" and _fits(group, move))
    done = {one.actions[0] for one in group}
    return action not in ("reads", "acquires", *done) and _fits(group, move)


def _fits(group: Sequence[Move], move: Move) -> bool:
    return sum(len(one.effect) + 2 for one in (*group, move)) - 2 <= LONGEST_EFFECT


def _as_one(group: Sequence[Move]) -> Move:
    if len(group) == 1:
        return group[0]
    first, last = group[0], group[-1]
    return replace(
        last,
        effect=_effects(group),
        steps=tuple(step for move in group for step in move.steps),
        stays=first.stays,
    )


def _effects(group: Sequence[Move]) -> str:
    action = group[0].actions[0]
    if all(move.effect == group[0].effect for move in group):
        return f"{group[0].effect}, {len(group)} times"
    if all(move.actions[0] == action for move in group):
        return f"{action} {_listed([move.effect.removeprefix(f'{action} ') for move in group])}"
    return ", ".join(move.effect for move in group)


def _lines_with_several_targets(steps: tuple[Step, ...]) -> set[tuple[str, str, int | None, int]]:
    targets: dict[tuple[str, str, int | None, int], set[str]] = {}
    for step in steps:
        if step.action in ("reads", "writes"):
            targets.setdefault(spot(step), set()).add(step.target)
    return {spot for spot, those in targets.items() if len(those) > 1}


def _labels(steps: tuple[Step, ...]) -> tuple[Callable[[Step], str], str]:
    """How to name the lines of these steps shortly, and the caption that this needs."""
    files = Counter(step.file for step in steps if step.file)
    home = files.most_common(1)[0][0] if files else ""
    cells = {step.cell for step in steps}

    def label(step: Step) -> str:
        if not step.line:
            return ""  # the suite's
        line = f"{step.line}" if step.cell is None or len(cells) == 1 else f"{step.cell}:{step.line}"
        return line if step.file in ("", home) else f"{step.file}:{line}"

    if cells <= {None}:
        return label, ""
    return label, f"in cell {next(iter(cells))}:" if len(cells) == 1 else "lines are given as cell:line"
