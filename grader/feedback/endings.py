"""What a page says of the endings of a program, whatever its format: those that are told, and the others in a line each."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from grader.feedback.choosing import Chosen, chosen
from grader.feedback.finding import DEADLOCK, story_of
from grader.feedback.ink import Span, Tone
from grader.feedback.knot import Stuck, sentences
from grader.feedback.moves import bounded, names_in
from grader.feedback.phrases import as_sentence, renamed
from grader.feedback.rings import held_up
from grader.feedback.story import Story
from grader.report import EndingRecord, ExplorationRecord
from grader.several import counted
from grader.typed import as_typed

MOST_PRINTED = 12
FEW = 3
"""So many endings are all told, each with its story."""
MOST_LISTED = 5
"""Of the endings that are not told, so many kinds have a line."""

KINDS: dict[str, tuple[str, Tone]] = {
    "finished": ("finished", "good"),
    "deadlock": ("deadlock: nobody can go on", "bad"),
    "exception": ("exception", "bad"),
    "livelock": ("livelock: it runs on without getting anywhere", "bad"),
    "timed_out": ("did not end within the limits", "warn"),
    "engine_fault": ("the grader's explorer failed: no verdict", "warn"),
}

PRINTED, FRESH, REMARK = "| ", "> ", ""
"""What stands before a line of output: the program printed it; the first ending does not have it; it is ours."""

Quoted = tuple[str, str]
"""A line of output, and what stands before it."""


@dataclass(frozen=True, slots=True)
class Account:
    """How a program ended, told."""

    how: Span
    detail: Sequence[str]
    """What it is about, where the story does not say it."""
    story: Story | None
    stuck: tuple[Stuck, ...]
    waiting: tuple[str, ...]
    """Who waits for whom for ever, a sentence each."""


@dataclass(frozen=True, slots=True)
class Told:
    """One ending of a page."""

    ending: EndingRecord
    account: Account
    count: str
    """In how many orders, and of how many endings of this kind it is one."""
    printed: Sequence[Quoted]
    options: str
    """What replaying it needs beside the file."""


@dataclass(frozen=True, slots=True)
class Other:
    """Endings that are not told and read the same in a line."""

    orders: int
    endings: int
    said: str


@dataclass(frozen=True, slots=True)
class Endings:
    """All of them."""

    told: Sequence[Told]
    heading: str
    """How many are not told, '' where all are."""
    others: Sequence[Other]
    """The most frequent of these."""
    more: bool
    """Whether there are others still."""


def endings_of(found: ExplorationRecord, *, every: bool = False, given: str = "") -> Endings:
    """What to say of them, of each kind one, or of `every` one. `given`: the options by which the program got its arguments and
    its input."""
    picked = chosen(found.endings, every=every or len(found.endings) <= FEW)
    outputs = _outputs(found.endings)
    usual = outputs[picked[0].number] if picked else []
    remarks = _remarks(found.endings[picked[0].number]) if picked else []
    told = [_told(found, one, outputs[one.number], usual if place else [], given) for place, one in enumerate(picked)]
    numbers = {one.number for one in picked}
    rest = [ending for number, ending in enumerate(found.endings) if number not in numbers]
    others = _others(rest, usual, remarks)
    known = {_in_short(one.ending, usual, remarks) for one in told}
    others = [other for other in others if other.said not in known]
    left = len(found.endings) - len(told)
    of_these = " of these kinds" if len(found.endings) == sum(len(one.alike) for one in picked) else ""
    heading = f"{counted(left, 'more ending')}{of_these}" if left else ""
    return Endings(told, heading, others[:MOST_LISTED], len(others) > MOST_LISTED)


def _told(found: ExplorationRecord, picked: Chosen, output: Sequence[str], usual: Sequence[str], given: str) -> Told:
    ending = found.endings[picked.number]
    orders = counted(sum(found.endings[number].schedules for number in picked.alike), "order")
    count = f"{len(picked.alike)} such endings, {orders}" if len(picked.alike) > 1 else orders
    account = account_of(ending, found.file, with_story=picked.with_story)
    options = "".join(f" --observe {as_typed(name)}" for name in ending.values) + given
    return Told(ending, account, count, [*quoted(output, usual), *_in_another_order(ending, output, usual)], options)


def _in_another_order(ending: EndingRecord, output: Sequence[str], usual: Sequence[str]) -> Iterator[Quoted]:
    """That an ending is told although no line that it prints is new."""
    printed = ending.kind == "finished" and output == _plain(ending)
    if printed and output != usual and sorted(output) == sorted(usual):
        yield REMARK, "(the same lines as in ending 1, in another order)"


def account_of(ending: EndingRecord, entry: str, *, with_story: bool = True) -> Account:
    """How it ended, in words and, where that is wanted, as a story."""
    detail = _detail_lines(ending)
    if ending.witness is None:
        return Account(how(ending), detail, None, (), ())
    story, stuck = story_of(bounded(ending.witness), entry)
    a_knot = bool(stuck) and ending.kind == "deadlock"
    waiting = sentences(stuck, detail if a_knot else ()) if ending.kind != "finished" else ()
    if not with_story:
        return Account(how(ending), waiting if a_knot else detail, None, (), ())
    return Account(how(ending), [] if a_knot else detail, story, stuck, waiting)


def how(ending: EndingRecord) -> Span:
    """How a schedule ended, in words."""
    words, tone = KINDS[ending.kind]
    if ending.exit_code is None or ending.kind == "engine_fault":
        return Span(words, tone)
    return Span(f"{words}, exit code {ending.exit_code}", "bad" if ending.exit_code else tone)


def _detail_lines(ending: EndingRecord) -> list[str]:
    """What the ending is about; of a deadlock each actor's part."""
    names = names_in(ending.detail, bounded(ending.witness) if ending.witness else None)
    lines = [as_sentence(line) for line in renamed(ending.detail, names).splitlines()]
    return lines[1:] if ending.kind == "deadlock" and len(lines) > 1 and lines[0].startswith(DEADLOCK) else lines


def quoted(output: Sequence[str], usual: Sequence[str] = ()) -> list[Quoted]:
    """The output and what was observed; lines that are not usual are marked. Of much, what is not usual, or both ends."""
    rows = [(FRESH if usual and text not in usual else PRINTED, text) for text in output]
    left = len(rows) - MOST_PRINTED
    if left <= 0:
        return rows
    fresh = [row for row in rows if row[0] == FRESH][:MOST_PRINTED]
    if fresh:
        return [*fresh, (REMARK, f"({counted(len(rows) - len(fresh), 'more line')})")]
    half = MOST_PRINTED // 2
    return [*rows[:half], (REMARK, f"({counted(left, 'more line')})"), *rows[-half:]]


def output_of(ending: EndingRecord) -> list[str]:
    """What one ending printed, seen alone."""
    return _outputs([ending])[0]


def _outputs(endings: Sequence[EndingRecord]) -> list[list[str]]:
    """What each printed, and what was observed in the end; what was written to stderr, where that is all there is and not
    how Python tells of an exception, which is told already, and where only that tells them apart, as far as it does."""
    plain = [_plain(ending) for ending in endings]
    looks = [(how(ending).text, ending.detail, *output) for ending, output in zip(endings, plain, strict=True)]
    logs: dict[Hashable, list[list[str]]] = {}
    for ending, look in zip(endings, looks, strict=True):
        logs.setdefault(look, []).append(_lines(ending.stderr))
    return [
        output + _telling(ending, logs[look], alone=not output)
        for ending, output, look in zip(endings, plain, looks, strict=True)
    ]


def _telling(ending: EndingRecord, alike: Sequence[Sequence[str]], *, alone: bool) -> list[str]:
    """What of its stderr is worth showing, where so much was written by those that look `alike`."""
    log = _lines(ending.stderr)
    if len(alike) == 1:
        return log if alone and TRACEBACK not in ending.stderr else []
    shared = set(alike[0]).intersection(*alike[1:])
    only_in_another_order = all(shared.issuperset(lines) for lines in alike)
    return log if only_in_another_order else [text for text in log if text not in shared]


TRACEBACK = "Traceback (most recent call last)"


def _plain(ending: EndingRecord) -> list[str]:
    return _lines(ending.stdout) + [f"{name} = {value}" for name, value in ending.values.items()]


def _lines(printed: str) -> list[str]:
    return printed.rstrip("\n").split("\n") if printed.strip() else []


def _remarks(ending: EndingRecord) -> list[str]:
    """What is said of the first ending although nothing went wrong in it: it tells no other one apart."""
    return _detail_lines(ending) if ending.kind == "finished" else []


def _others(endings: Sequence[EndingRecord], usual: Sequence[str], remarks: Sequence[str]) -> list[Other]:
    """The endings that are not told, the most frequent first."""
    alike: dict[str, list[int]] = {}
    for ending in endings:
        alike.setdefault(_in_short(ending, usual, remarks), []).append(ending.schedules)
    lines = [Other(sum(orders), len(orders), said) for said, orders in alike.items()]
    return sorted(lines, key=lambda line: -line.orders)


def _in_short(ending: EndingRecord, usual: Sequence[str], remarks: Sequence[str]) -> str:
    """An ending in a line: its error, where it is held up, or how it ended, and what it prints that is not usual."""
    fresh = [text.strip() for text in _plain(ending) if text not in usual]
    about = [line for line in _detail_lines(ending) if line not in remarks]
    if ending.kind == "deadlock":
        places = held_up(ending.detail)
        about = [f"deadlock ({', '.join(places)})" if places else "deadlock"]
    said = " ".join(about) or (how(ending).text if ending.kind != "finished" or ending.exit_code or not fresh else "")
    return "  ".join(filter(None, [said, FRESH + " / ".join(fresh) if fresh else ""]))
