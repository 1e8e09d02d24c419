"""What a page leaves out of a long story, so that what matters is seen: pure decisions over moves.

Three kinds of folds. Rounds: a loop that goes round undisturbed is told once, at its beginning and at its end, also where
the story itself leaves some of it out. Aftermath: once it is decided, what only goes on or decides the same again on the
same line. Stretches: of what is still too long, the beginning and the end stay, each actor's last move, and around the
first and the last decisive step everything that led to it. A fold says how many steps it holds, and how many decisive
ones among them; HTML pages can unfold it, `grade replay` shows every step.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from grader.feedback.moves import Move
from grader.feedback.phrases import STEPS_LEFT_OUT, held_after, steps_of

MOST_MOVES = 24
"""A page tells no more than about so many moves at once."""
LONGEST_ROUND = 16
"""Moves in one round of a loop."""
FEWEST_ROUNDS = 4
HEAD, TAIL = 6, 4
BEFORE = 6
"""Moves that are kept before a decisive one."""
FEWEST_FOLDED = 3
"""A fold of fewer moves would save nothing."""


def folded(moves: Sequence[Move]) -> list[Move]:
    """Fold what needs not be read."""
    if len(moves) <= MOST_MOVES // 2:
        return list(moves)
    shorter = list(_rounds(moves))
    if len(shorter) > MOST_MOVES // 2:
        shorter = _without_aftermath(shorter)
    return shorter if len(shorter) <= MOST_MOVES else list(_stretches(shorter))


def _rounds(moves: Sequence[Move]) -> Iterator[Move]:
    """Of each loop its first and its last round."""
    position = 0
    while position < len(moves):
        length, count = _loop_at(moves, position)
        if count < FEWEST_ROUNDS:
            yield moves[position]
            position += 1
            continue
        end = position + length * count
        further = _beyond_gaps(moves, position, end)
        yield from moves[position : position + length]
        rounds = f"{count - 2:,}" if further == end else "many"
        end = further
        yield _fold(moves[position + length : end - length], rounds=rounds)
        yield from moves[end - length : end]
        position = end


def _loop_at(moves: Sequence[Move], start: int) -> tuple[int, int]:
    """The length of a round that begins here, and how often it is gone round without anything decisive."""
    best = (1, 1)
    for length in range(1, min(LONGEST_ROUND, (len(moves) - start) // FEWEST_ROUNDS) + 1):
        count = _repeats(moves, start, length)
        if count >= FEWEST_ROUNDS and length * count > best[0] * best[1]:
            best = (length, count)
    return best


def _repeats(moves: Sequence[Move], start: int, length: int) -> int:
    position = start
    while position < len(moves) and _alike(moves[start + (position - start) % length], moves[position]):
        position += 1
    return (position - start) // length


def _alike(one: Move, other: Move) -> bool:
    plain = one.actor and other.actor and not one.decisive and not other.decisive
    return bool(plain) and one.spot == other.spot and one.actions == other.actions


def _beyond_gaps(moves: Sequence[Move], start: int, end: int) -> int:
    """Where a loop of one actor ends that goes on behind steps which were left out of the story."""
    inside = {(move.spot, move.actions) for move in moves[start:end]}
    if len({move.actor for move in moves[start:end]}) > 1:
        return end
    while end < len(moves) - 1 and _is_gap(moves[end], moves[start]):
        further = end + 1
        while further < len(moves) and _goes_round(moves[further], inside):
            further += 1
        if further == end + 1:
            break
        end = further
    return end


def _is_gap(move: Move, of: Move) -> bool:
    return move.actor == of.actor and move.actions == (STEPS_LEFT_OUT,)


def _goes_round(move: Move, inside: Container[object]) -> bool:
    return bool(move.actor) and not move.decisive and (move.spot, move.actions) in inside


def _without_aftermath(moves: Sequence[Move]) -> list[Move]:
    """Fold what comes once it is decided: nobody waits for ever in it, and no other line decides."""
    decisive = [move for move in moves if move.decisive]
    if not decisive:
        return list(moves)
    place = decisive[0].spot[1:]
    telling = (move is decisive[0] or (move.decisive and move.spot[1:] != place) for move in moves)
    last = max(number for number, tells in enumerate(telling) if tells or moves[number].state == "waiting")
    rest = moves[last + 1 :]
    return list(moves) if len(rest) < FEWEST_FOLDED else [*moves[: last + 1], _fold(rest)]


def _stretches(moves: Sequence[Move]) -> Iterator[Move]:
    kept = _essential(moves)
    position = 0
    while position < len(moves):
        if position in kept:
            yield moves[position]
            position += 1
            continue
        end = next((n for n in range(position, len(moves)) if n in kept), len(moves))
        stretch = moves[position:end]
        yield from stretch if len(stretch) < FEWEST_FOLDED else [_fold(stretch)]
        position = end


def _essential(moves: Sequence[Move]) -> set[int]:
    """The numbers of the moves that one needs to understand the ending."""
    kept = {*range(HEAD), *range(len(moves) - TAIL, len(moves))}
    last = {move.actor: number for number, move in enumerate(moves) if move.actor}
    decisive = [number for number, move in enumerate(moves) if move.decisive]
    for number in {*decisive[:1], *decisive[-1:], *last.values()}:
        kept.add(number)
        kept |= _grounds(moves, number)
    for number in decisive[:1]:
        kept |= set(range(max(0, number - BEFORE), number + 1))
    return kept


def _grounds(moves: Sequence[Move], number: int) -> set[int]:
    """What led to a move: where its actor last touched the same thing, who did so since, where its locks come from."""
    step = moves[number].steps[-1] if moves[number].steps else None
    if step is None:
        return set()
    found: set[int] = set()
    for earlier in range(number - 1, -1, -1):
        move = moves[earlier]
        if not any(step.target and step.target == other.target for other in move.steps):
            continue
        found.add(earlier)
        if move.actor == moves[number].actor or len(found) > 3:
            break
    return found | {n for lock in held_after(step) if (n := _taken(moves, number, lock)) is not None}


def _taken(moves: Sequence[Move], number: int, lock: str) -> int | None:
    for earlier in range(number - 1, -1, -1):
        move = moves[earlier]
        took = any(step.action == "acquires" and step.target == lock for step in move.steps)
        if move.actor == moves[number].actor and took:
            return earlier
    return None


def _fold(moves: Sequence[Move], *, rounds: str = "") -> Move:
    """One move for many; `rounds`: how many rounds of a loop they are."""
    inside = [move for one in moves for move in (one.inside or (one,))]
    steps = sum(steps_of(step) for move in inside for step in move.steps)
    decisive = sum(move.decisive for move in inside)
    said = f"{rounds} more rounds like this" if rounds else f"{steps:,} more steps"
    if decisive:
        said += ", in which this happens again" if decisive == 1 else f", in which this happens {decisive} times more"
    return Move("", "", "", said, inside=tuple(inside))
