"""`grade verify`: prove that suites judge well, show each page as soon as it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli import conclude
from grader.cli.console import Console
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.authoring.judging import Judges
    from grader.authoring.verify import Proof
    from grader.course import Course, Exercise


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    slugs: Sequence[str]
    here: Path
    course: Path | None = None
    json: bool = False
    runs: int = 2
    seed: int = 0
    jobs: int | None = None
    mutants: bool = False
    sample: int | None = None


def verify(request: Request, console: Console) -> int:
    """Prove what was asked for."""
    from grader.authoring import public
    from grader.authoring.judging import Judges
    from grader.cli.surroundings import cores, course_around

    if request.sample is not None and not request.mutants:
        raise UsageError("--sample chooses among mutants", hint="Say --mutants as well.")
    course = course_around(request.course, request.slugs, request.here)
    home = public.home(course)
    if home == course.root:
        hint = "A suite is proved where it lies: beside exercises/ in tests/suites/."
        raise UsageError(f"{course.title} is a kit: it has no suites", hint=hint)
    exercises = [course.exercise(slug) for slug in dict.fromkeys(request.slugs)] or list(course.exercises.values())
    if not exercises:
        raise UsageError(f"{course.title} has no exercises", hint="Begin one: grade new SLUG.")
    with Judges(home, request.jobs or cores()) as judges:
        return Session(request, course, exercises, judges, console).run()


@dataclass(slots=True)
class Session:
    """Every exercise that was asked for, proved once."""

    request: Request
    course: Course
    exercises: list[Exercise]
    judges: Judges
    console: Console
    proofs: list[Proof] = field(default_factory=list)

    def run(self) -> int:
        """Prove, show and return the exit code."""
        try:
            for exercise in self.exercises:
                self._prove(exercise)
        except KeyboardInterrupt:
            self.judges.close(at_once=True)  # who asked to stop does not wait for a suite that sleeps
            self._finish()
            self.console.say(self._interrupted())
            return conclude.INTERRUPTED
        self._finish()
        return self._exit_code()

    def _prove(self, exercise: Exercise) -> None:
        from grader.authoring.verify import Effort, prove
        from grader.authoring.verify.page import page
        from grader.cli.surroundings import cores

        self.console.progress(f"{exercise.slug} …")
        asked = self.request
        effort = Effort(runs=asked.runs, seed=asked.seed, hogs=cores(), mutants=asked.mutants, sample=asked.sample)
        proof = prove(self.course, exercise, self.judges, effort, self.console.progress)
        self.proofs.append(proof)
        self.console.progress("")
        if not self.request.json:
            self.console.show(("\n" if len(self.proofs) > 1 else "") + page(proof, self.console.style))

    def _finish(self) -> None:
        from grader.authoring.verify import Proofs, encode
        from grader.authoring.verify.page import summary

        self.console.progress("")
        if self.request.json:
            proofs = Proofs(
                course=self.course.title, seed=self.request.seed, runs=self.request.runs, proofs=tuple(self.proofs)
            )
            self.console.document(encode(proofs))
        elif len(self.proofs) > 1:
            self.console.show("\n" + summary(self.proofs, self.console.style))

    def _exit_code(self) -> int:
        """What was not known outweighs what cannot be run, and that what is not proved."""
        from grader.authoring.verify import Verdict

        codes = {
            Verdict.PROVED: conclude.FULL,
            Verdict.NOT_PROVED: conclude.LOST,
            Verdict.MISTAKEN: conclude.USAGE,
            Verdict.WITHHELD: conclude.WITHHELD,
        }
        return max(codes[proof.verdict] for proof in self.proofs)

    def _interrupted(self) -> str:
        done = [proof.exercise for proof in self.proofs]
        left = ", ".join(exercise.slug for exercise in self.exercises if exercise.slug not in done)
        return f"Interrupted. Looked at: {', '.join(done) or 'nothing'}. Not looked at: {left}."
