"""What a result depends on. Two judgements of one key are the same judgement."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

import msgspec

from grader.batch.order import Brief
from grader.judge import setting
from grader.sandbox.starting import interpreters


@dataclass(frozen=True, slots=True)
class Ground:
    """What judges stand on: the same for every order of a batch."""

    grader: str
    python: str
    platform: str
    isolation: str
    absent: tuple[str, ...] = ()
    """Interpreters that exercises ask for beside it, and that are not there."""


def ground(isolation: str, briefs: Iterable[Brief] = ()) -> Ground:
    """The ground on this machine of judges of these exercises."""
    asked = {python for brief in briefs for python in brief.interpreters}
    absent = tuple(sorted(python for python in asked if not interpreters.is_here(python)))
    return Ground(version("coursework-grader"), platform.python_version(), setting.system(), isolation, absent)


def key(submission: str, suite: str, settings: str, seed: int, on: Ground) -> str:
    """The key of a result."""
    parts: list[object] = [submission, suite, settings, seed, on.grader, on.python, on.platform, on.isolation]
    parts += [on.absent] if on.absent else []
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


@dataclass(frozen=True, slots=True)
class Terms:
    """What everything in one batch is judged under."""

    briefs: Mapping[str, Brief]
    """By the slug of the exercise."""
    ground: Ground
    seed: int

    def key(self, digest: str, slug: str) -> str:
        """Of the result of a submission under these terms; '' where it is not judged under them."""
        brief = self.briefs.get(slug)
        if brief is None or not digest:
            return ""
        on = replace(self.ground, absent=tuple(one for one in self.ground.absent if one in brief.interpreters))
        return key(digest, brief.suite, brief.settings_digest(), self.seed, on)

    def header(self, slug: str) -> dict[str, Any]:
        """The circumstances, for what never came before a judge."""
        brief, ground = self.briefs[slug], self.ground
        environment = {
            "python": ground.python,
            "platform": ground.platform,
            "isolation": ground.isolation,
            "cpus": int(brief.limits["cpus"]),
        }
        return {
            "schema": setting.EVIDENCE_SCHEMA,
            "course": brief.course,
            "exercise": slug,
            "which": "suite",
            "suite": {"digest": brief.suite},
            "seed": self.seed,
            "environment": environment,
        }
