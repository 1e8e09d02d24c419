"""What may be said after a search, and no more than that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..ending import Escape
from ..program import Search
from . import checked

if TYPE_CHECKING:
    from .seen import Seen


@dataclass(frozen=True, slots=True)
class Facts:
    """What the search did."""

    schedules: int
    shared_steps: int
    """Shared operations of one run."""
    exhausted: bool
    """Every order of dependent operations was covered."""
    bound: int
    """All schedules with at most so many forced switches were run; -1: none."""
    seen: Seen
    escapes: tuple[Escape, ...]
    search: Search
    stopped: str = ""
    """Why not every order was tried, in a sentence."""
    alone: bool = False
    """There is one actor only."""
    clocks: bool = False
    """The program looks at the clock."""
    both_ways: bool = False
    """There may be sets whose order hangs on where their objects lie, and all was searched for two such orders."""
    kept_apart: bool = False
    """In one run, whatever could be touched at the same time was touched under a common lock."""
    beginning: int = 0
    """It goes on for ever, and of all orders but the first ones only so many steps were looked at."""


def patient(facts: Facts) -> bool:
    """Whether timeouts of the program were taken to be long enough."""
    return facts.seen.program_limits_waits and facts.search.timeouts == "last"


def in_any_order(facts: Facts) -> bool:
    """Whether several actors printed, and the order of their lines made no other ending."""
    return facts.seen.printers > 1 and not facts.search.output_order


def exhaustive(facts: Facts) -> bool:
    """Whether nothing was left out, on the premises that `proved` names."""
    return facts.exhausted and not facts.escapes


def proved(facts: Facts) -> str:
    """The claim, in words."""
    runs = _counted(facts.schedules, "run") + _begun(facts)
    if facts.escapes:
        return f"Nothing is proved: not fully controlled, {facts.escapes[0].told} ({runs})."
    if facts.exhausted:
        if facts.alone:
            return (
                "Only one thread runs, so there is only one order of its steps: there are no other endings."
                f"{_premises(facts)}"
            )
        return (
            f"Every possible order of the {_counted(facts.shared_steps, 'shared step')} of a run was covered, in {runs}: "
            f"there are no other endings.{_premises(facts)}"
        )
    if facts.bound >= 0:
        switches = {0: "no forced switch", 1: "at most 1 forced switch"}.get(
            facts.bound, f"at most {facts.bound} forced switches"
        )
        return f"There is no other ending among all orders with {switches} ({runs}).{_premises(facts)}"
    stopped = f" {facts.stopped}" if facts.stopped else ""
    if facts.alone:
        return f"Nothing is proved: only one thread runs, and the only order of its steps was not followed to an end.{stopped}"
    tried = "one of very many orders was" if facts.schedules == 1 else f"{facts.schedules:,} of very many orders were"
    apart = (
        " One of them was looked at step by step: nothing that two could change at once was touched without a lock that both took."
        if facts.kept_apart
        else ""
    )
    return f"Nothing is proved: {tried} tried{_begun(facts)}.{stopped}{apart}"


def _begun(facts: Facts) -> str:
    """How far what goes on for ever was followed."""
    return f", most of them for their first {facts.beginning:,} steps: it goes on for ever" if facts.beginning else ""


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' if number != 1 else ''}"


def _premises(facts: Facts) -> str:
    """What the claim rests on."""
    premises = [
        "one step of Python at a time",
        "what runs inside C counts as one step",
        "sets of its own objects are gone through in two orders, others in one"
        if facts.both_ways
        else "sets are gone through in one order",
    ]
    if facts.alone:
        premises = premises[2:]
    elif facts.search.atomicity == "cpython":
        premises[0] = "threads switch only where this CPython can"
    if in_any_order(facts):
        premises.append("whose line is printed first makes no other ending")
    if facts.seen.waited or facts.seen.limits_waits:
        late = "only when nothing else can go on" if facts.search.timeouts == "last" else "at any time"
        premises.append(f"timeouts fire {late}")
    if facts.clocks:
        premises.append("clocks follow the program's own sleeps")
    premises.extend((*facts.seen.assumptions, *checked.reservations()))
    text = "; ".join(premises)
    return f" ({text[:1].upper()}{text[1:]}.)"
