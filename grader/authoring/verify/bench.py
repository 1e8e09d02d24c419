"""Every answer of one exercise, judged in every way that a proof asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import msgspec

from grader.authoring import answers
from grader.authoring.answers import Answer, Kind
from grader.authoring.expect import expectation
from grader.authoring.judging import Heard, Judges, Order
from grader.authoring.judging.hogs import busy
from grader.authoring.verify.tried import Tried, of_kind
from grader.course import Exercise

Progress = Callable[[str], None]
LEAST_MB = 64


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try."""

    runs: int = 2
    """How often every answer is judged; all runs but the first are under load."""
    seed: int = 0
    """Of the first run; the others count on from it."""
    hogs: int = 2
    """Processes that make the load."""
    mutants: bool = False
    """Whether to judge mutants of the references as well."""
    sample: int | None = None
    """At most so many of them; None for all."""


@dataclass(frozen=True, slots=True)
class Bench:
    """One exercise, and who judges its answers."""

    exercise: Exercise
    judges: Judges
    effort: Effort
    progress: Progress

    def try_all(self) -> list[Tried]:
        """Judge everything; where the suite itself is mistaken, once is enough."""
        tried = self._first()
        if any(one.heard.mistakes for one in tried):
            return tried
        tried = self._in_other_ways(tried)
        return self._again(tried) if self.effort.runs > 1 else tried

    def _first(self) -> list[Tried]:
        exercise = self.exercise
        right, wrong = answers.references(exercise), answers.flawed(exercise)
        everyone = [answers.skeleton(exercise), answers.empty(exercise), *right, *wrong]
        heard = self.hear([self._order(answer) for answer in everyone], "answers judged")
        return [
            Tried(answer, told, expectation(answer.path) if answer.kind is Kind.FLAWED else None)
            for answer, told in zip(everyone, heard, strict=True)
        ]

    def _in_other_ways(self, tried: list[Tried]) -> list[Tried]:
        """References pass the examples too, and need no more than half of their limits."""
        right = of_kind(tried, Kind.REFERENCE)
        limits = self.exercise.limits
        half = {"time_s": limits.time_s / 2, "memory_mb": max(LEAST_MB, limits.memory_mb // 2)}
        orders = [self._order(one.answer) for one in right]
        tight = [msgspec.structs.replace(order, **half) for order in orders]
        examples = [msgspec.structs.replace(order, which="examples") for order in orders]
        heard = iter(self.hear([*tight, *examples], "references judged by examples and with half of the limits"))
        within = {one.name: next(heard) for one in right}
        visible = {one.name: next(heard) for one in right}
        return [
            replace(one, tight=within[one.name], examples=visible[one.name]) if one in right else one for one in tried
        ]

    def _again(self, tried: list[Tried]) -> list[Tried]:
        """The same on a busy machine, and the other way round: who comes before an answer must not matter to it."""
        more: list[list[Heard]] = [[] for _ in tried]
        with busy(self.effort.hogs):
            for run in range(1, self.effort.runs):
                orders = [self._order(one.answer, seed=self.effort.seed + run) for one in reversed(tried)]
                heard = self.hear(orders, f"answers judged under load, run {run + 1} of {self.effort.runs}")
                for several, one in zip(reversed(more), heard, strict=True):
                    several.append(one)
        return [replace(one, again=tuple(several)) for one, several in zip(tried, more, strict=True)]

    def _order(self, answer: Answer, seed: int | None = None) -> Order:
        seed = self.effort.seed if seed is None else seed
        return Order(slug=self.exercise.slug, path=str(answer.path), text=answer.text, seed=seed)

    def hear(self, orders: Sequence[Order], doing: str) -> list[Heard]:
        """Have orders judged, and say how far it is."""
        done = 0

        def told(_order: Order, _heard: Heard) -> None:
            nonlocal done
            done += 1
            self.progress(f"{self.exercise.slug}: {done} of {len(orders)} {doing} …")

        return self.judges.hear(orders, told)
