"""Mutants of every reference, judged: a suite that gives full points to a wrong one is blind for that mistake."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from grader.authoring import answers
from grader.authoring.answers import Answer
from grader.authoring.expect import Accepted, accepted
from grader.authoring.judging import Heard, Order
from grader.authoring.mutants import Mutant, derive
from grader.authoring.mutants.accept import pattern_for
from grader.authoring.verify.bench import Bench
from grader.authoring.verify.proof import CheckProof, Finding, Law, MutantProof, MutationProof
from grader.authoring.verify.tried import is_unknown, judged, lost, trouble
from grader.course import Exercise
from grader.errors import DeliveryError
from grader.report import Outcome
from grader.several import counted

LEAST_S, ROOM = 2.0, 20
"""A mutant may take so long for a check, or so many times as long as the slowest reference: then it is lost."""


@dataclass(frozen=True, slots=True)
class TriedMutant:
    """One mutant, judged."""

    mutant: Mutant
    heard: Heard

    @property
    def name(self) -> str:
        """`reference-main, line 12 (drop: t.join())`."""
        return f"{self.mutant.origin}, line {self.mutant.line} ({self.mutant.name})"


def mutate(bench: Bench, checks: Sequence[CheckProof], sample: int | None) -> tuple[MutationProof, Law]:
    """Judge all mutants of an exercise's references, or a sample: the same one every time."""
    exercise = bench.exercise
    assert exercise.solutions is not None
    made = mutants_of(exercise)
    chosen = made if sample is None else sampled(made, sample)
    slowest = max((check.slowest_s for check in checks), default=0.0)
    like = Order(
        slug=exercise.slug,
        path="",
        seed=bench.effort.seed,
        time_s=min(exercise.limits.time_s, max(LEAST_S, ROOM * slowest)),
        until_lost=True,
    )
    orders = [
        msgspec.structs.replace(like, path=str(exercise.solutions / mutant.origin), text=mutant.text)
        for mutant in chosen
    ]
    heard = bench.hear(orders, "mutants judged")
    tested = [TriedMutant(mutant, one) for mutant, one in zip(chosen, heard, strict=True)]
    bonus = frozenset(check.name for check in checks if check.bonus)
    return weigh(tested, accepted(exercise.solutions), len(made), bonus)


def mutants_of(exercise: Exercise) -> list[Mutant]:
    """Every mutant of every reference; one that is an answer already, or an equal of another, is left out."""
    right = {answer.name: _source(answer, exercise) for answer in answers.references(exercise)}
    return derive(right, [_source(answer, exercise) for answer in answers.flawed(exercise)])


def _source(answer: Answer, exercise: Exercise) -> str:
    try:
        return answers.submission(answer.path, exercise).source
    except DeliveryError:
        return ""  # told where answers are judged


def sampled(made: Sequence[Mutant], number: int) -> list[Mutant]:
    """At most so many, spread over everything, and the same ones as long as the references stay the same."""

    def rank(index: int) -> bytes:
        return hashlib.sha256(f"{made[index].origin}/{made[index].name}".encode()).digest()

    return [made[index] for index in sorted(sorted(range(len(made)), key=rank)[:number])]


def weigh(
    tested: Sequence[TriedMutant], known: Accepted, made: int, bonus: frozenset[str] = frozenset()
) -> tuple[MutationProof, Law]:
    """Who survived, who is accepted, and what follows. Pure."""
    alive = [one for one in tested if (report := judged(one.heard)) is not None and not lost(report) - bonus]
    survivors = [_survivor(one, known) for one in alive]
    unjudged = [found for one in tested if (found := trouble(one.name, one.heard)) is not None]
    proof = _counted(made, len(tested) - len(unjudged), survivors)
    findings = [*_questions(survivors, known.where), *unjudged]
    if len(tested) == made:
        findings += _stale([*alive, *(one for one in tested if _stopped(one))], known)
    unknown = any(is_unknown(one.heard) for one in tested)
    return proof, Law(
        id="mutants", says=_says(proof), holds=None if unknown else not findings, findings=tuple(findings)
    )


def _stopped(one: TriedMutant) -> bool:
    """Whether it was only stopped, for taking too long or too much memory: on another machine it may survive."""
    report = judged(one.heard)
    ended = {Outcome.TIMED_OUT, Outcome.CRASHED}
    return report is not None and any(check.outcome in ended for check in report.checks)


def _counted(made: int, known: int, survivors: Sequence[MutantProof]) -> MutationProof:
    killed = known - len(survivors)
    accepted = sum(one.accepted is not None for one in survivors)
    wrong = known - accepted
    return MutationProof(
        made=made,
        judged=known,
        killed=killed,
        accepted=accepted,
        score=killed / wrong if wrong else None,
        survivors=tuple(survivors),
    )


def _survivor(one: TriedMutant, known: Accepted) -> MutantProof:
    pattern = pattern_for(one.mutant.name, one.mutant.origin, known.reasons)
    return MutantProof(
        name=one.mutant.name,
        reference=one.mutant.origin,
        line=one.mutant.line,
        diff=one.mutant.diff,
        accepted=known.reasons[pattern] if pattern is not None else None,
    )


def _questions(survivors: Sequence[MutantProof], where: str) -> list[Finding]:
    """Each survivor that nobody has accepted; only its author can say whether it is wrong."""
    return [
        Finding(
            message=f"is this wrong? {one.reference}, line {one.line}, gets full points",
            detail=one.diff,
            hint=f"If so, sharpen a check. If not, say why under [equivalent] in {where}:",
            paste=f'{_key(one.name)} = "…"',
        )
        for one in survivors
        if one.accepted is None
    ]


def _key(name: str) -> str:
    """The name as a TOML key."""
    return f"'{name}'" if "'" not in name else '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _stale(living: Sequence[TriedMutant], known: Accepted) -> list[Finding]:
    """Lines that accept nothing any more would accept something else one day."""
    used = {pattern_for(one.mutant.name, one.mutant.origin, [p]) for one in living for p in known.reasons}
    return [
        Finding(
            message=f"no mutant like this survives: {name}",
            where=f"{known.where}:{known.lines[name]}",
            hint="Take it out.",
        )
        for name in known.reasons
        if name not in used
    ]


def _says(proof: MutationProof) -> str:
    part = "" if proof.judged == proof.made else f" of {proof.made}"
    score = "" if proof.score is None else f"; score {100 * proof.score:.0f} %"
    accepted = f", {proof.accepted} accepted" if proof.accepted else ""
    return f"{counted(proof.judged, 'mutant')}{part}: {proof.killed} rejected{accepted}{score}"
