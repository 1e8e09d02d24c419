"""`grade check`: judge deliveries, show each page as soon as it is known, leave with what they came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from grader.cli import conclude
from grader.cli.console import Console
from grader.cli.patience import patience
from grader.errors import CourseError, UsageError
from grader.several import the_first
from grader.typed import as_typed

if TYPE_CHECKING:
    from grader.cli.targets import Task
    from grader.course import Course
    from grader.feedback.audience import Audience
    from grader.judge.run import Judging
    from grader.report import Report
    from grader.sandbox import Workers

NAMED = 5
"""Of what was interrupted so many are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    targets: Sequence[str]
    here: Path
    exercise: str | None = None
    course: Path | None = None
    json: bool = False
    html: Path | None = None
    examples_only: bool = False
    reader: Literal["instructor", "student"] = "instructor"
    seed: int = 0
    watch: bool = False
    verbose: bool = False

    @property
    def replay_options(self) -> str:
        """What `grade replay` must be told as well, to look for a schedule in the same exercise."""
        exercise = f" --exercise {self.exercise}" if self.exercise else ""
        course = f" --course {as_typed(str(self.course))}" if self.course else ""
        return exercise + course + (f" --seed {self.seed}" if self.seed else "")


def check(request: Request, console: Console, begun: Workers | None = None) -> int:
    """Judge what was asked for, with the workers that were `begun`."""
    _refuse_contradictions(request)
    from grader.sandbox import open_workers

    with begun or open_workers() as workers:  # first of all: the other side warms up while this one imports and reads
        from grader.cli.surroundings import course_around
        from grader.cli.targets import resolve

        course = course_around(request.course, request.targets, request.here)
        tasks = resolve(request.targets, course, exercise=request.exercise, here=request.here)
        if not tasks:
            raise UsageError(f"{course.title} has no exercises")
        if request.watch:
            from grader.cli.watch import watch

            return watch(
                lambda known, early: Round(request, course, tasks, workers, console, known=known, judging=early),
                tasks,
                console,
            )
        return Round(request, course, tasks, workers, console).run()


@dataclass(slots=True)
class Round:
    """Every task judged once, but for those of which a report is known."""

    request: Request
    course: Course
    tasks: list[Task]
    workers: Workers
    console: Console
    judging: Judging | None = None
    """Who judges, where that is not `judge` itself."""
    known: Mapping[Task, Report] = field(default_factory=dict)
    """Reports of before, as their reader may have them: they count, and their pages are not shown again."""
    judged: list[tuple[Task, Report]] = field(default_factory=list)
    _shown: bool = False
    """Whether a page was."""

    def run(self) -> int:
        """Judge, show and return the exit code."""
        due = [task for task in self.tasks if task not in self.known]
        try:
            for task in self.tasks:
                if task in self.known:
                    self.judged.append((task, self.known[task]))
                else:
                    with patience(self.console, f"judging {self._name(task)} ({due.index(task) + 1} of {len(due)})"):
                        self._judge(task)
        except CourseError:
            if self.judged:
                self._finish()  # what was judged before is not lost
            raise
        except KeyboardInterrupt:
            self._finish()
            self.console.say(self._interrupted())
            return conclude.INTERRUPTED
        self._finish()
        return self._exit_code()

    def _judge(self, task: Task) -> None:
        """Judge one task and show its page. The grader's own failure costs this task alone."""
        from grader import judge, pipeline
        from grader.feedback.audience import readable
        from grader.judge import Setting

        seed, examples_only = self.request.seed, self.request.examples_only
        draw = self._drawing(task)
        try:
            report = pipeline.grade(
                task.delivery, self.course, task.exercise, self.workers, seed=seed, examples_only=examples_only,
                judging=self.judging or judge,
            )  # fmt: skip
        except CourseError:
            raise
        except Exception as error:
            if isinstance(error, UsageError) and len(self.tasks) == 1:
                raise
            conclude.unexpected(self.console, error, what=self._name(task), verbose=self.request.verbose)
            reason = f"The grader could not judge this: {error}"
            setting = Setting(
                self.course, task.exercise, examples_only=examples_only, isolation=lambda: self.workers.isolation
            )
            report = pipeline.unjudged(setting, task.delivery, reason, seed=seed, fault="grader")
        if task is self.tasks[-1] and not self.request.watch:
            self.workers.finish()
        else:
            self.workers.rest()
        report = readable(report, self._reader(task))
        page = draw(report)
        self.judged.append((task, report))  # only now: what is said to be judged is shown, too
        self.console.progress("")
        if page:
            self.console.show(("\n" if self._shown else "") + page)
            self._shown = True

    def expect(self, task: Task) -> None:
        """It has changed just now, and may change again: if it does not, nobody waits for a worker that has it."""
        from grader import intake

        with suppress(Exception):  # whatever is wrong is told once it is judged
            self.workers.hurry(intake.accept(task.delivery, task.exercise), task.exercise.limits)

    def _drawing(self, task: Task) -> Callable[[Report], str]:
        """What draws its page; imported before there is anything to draw, while the other side warms up."""
        if self.request.json:
            return lambda _: ""
        from grader.cli.listing import listing
        from grader.feedback.terminal import Context, page

        def draw(report: Report) -> str:
            context = Context(
                self.console.style,
                name=self._name(task),
                file=task.file(report.submission.entry),
                options=self.request.replay_options,
                source=listing(task, report),
                verbose=self.request.verbose,
            )
            return page(report, context)

        return draw

    def _reader(self, task: Task) -> Audience:
        from grader.feedback.audience import INSTRUCTOR, student_of

        if self.request.reader == "instructor":
            return INSTRUCTOR
        return student_of(task.exercise, now=datetime.now(UTC))

    def _name(self, task: Task) -> str:
        """The exercise; with the file, where several files are judged as the same one."""
        same = sum(other.exercise == task.exercise for other in self.tasks)
        return task.exercise.slug if same == 1 else f"{task.exercise.slug}  {task.typed}"

    def _finish(self) -> None:
        """What comes after the pages: the table, or the one document, and the file for a browser."""
        self.console.progress("")
        reports = [report for _, report in self.judged]
        if self.request.json:
            from grader.report import Reports, encode

            self.console.document(encode(Reports(reports=tuple(reports))))
        elif len(reports) > 1:
            from grader.feedback.terminal import summary

            names = [self._name(task) for task, _ in self.judged]
            self.console.show("\n" + summary(reports, self.console.style, names=names))
        if self.request.html is not None and reports:
            from grader.cli.browser import save

            save(self.request.html, self.judged, options=self.request.replay_options)
            self.console.say(f"Written: {self.request.html}")

    def _exit_code(self) -> int:
        """What the reports come to: withheld outweighs lost points, and what a bonus makes up for is not lost."""
        code = conclude.FULL
        for _, report in self.judged:
            if report.points is None:
                return conclude.WITHHELD
            if report.points < report.max_points:
                code = conclude.LOST
        return code

    def _interrupted(self) -> str:
        done = [task for task, _ in self.judged]
        names = the_first(NAMED, [self._name(task) for task in done])
        left = the_first(NAMED, [self._name(task) for task in self.tasks if task not in done])
        said = f"Interrupted. Judged: {names}." if done else "Interrupted. Nothing was judged."
        return f"{said} Not judged: {left}." if left else said


def _refuse_contradictions(request: Request) -> None:
    if request.watch and request.json:
        raise UsageError("--json prints one document and --watch never ends", hint="Leave one of them out.")
    if request.html is not None:
        from grader.cli.browser import must_be_writable

        must_be_writable(request.html)
