"""What authors type. The work of each command is imported when it is done."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli import conclude
from grader.cli.options import CourseFolder, Json, Verbose, a_seed, place


def verify(
    slugs: Annotated[
        list[str] | None, typer.Argument(metavar="[SLUG]...", help="Exercises; none: the whole course.")
    ] = None,
    course: CourseFolder = None,
    json: Json = False,
    runs: Annotated[
        int,
        typer.Option(
            metavar="N", min=1, max=100, help="Judge every answer N times; all but the first on a busy machine."
        ),
    ] = 2,
    seed: Annotated[int, a_seed("Seed of the first run; the others count on.")] = 0,
    jobs: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=64, help="Judges at a time; default: one a processor.")
    ] = None,
    mutants: Annotated[
        bool, typer.Option("--mutants", help="Judge wrong answers, too, that are derived from the references.")
    ] = False,
    sample: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="With --mutants: N of each exercise, always the same ones.")
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Prove that hidden suites judge well.

    Every reference gets full points, the skeleton does not, every flawed answer loses exactly what its expect.toml
    says, every check is lost by one; statement and suite agree; load, half of the limits and other random inputs
    change nothing; nothing hidden lies among what students get. With --mutants: every mutant of a reference loses a check.

    Exit codes: 0 everything is proved, 1 a suite is not proved, 2 a suite cannot be run or the command asks for
    something that is not there, 3 an answer could not be judged, 130 interrupted.
    """
    from grader.cli.verify import Request
    from grader.cli.verify import verify as work

    request = Request(
        slugs=slugs or (),
        here=Path.cwd(),
        course=course,
        json=json,
        runs=runs,
        seed=seed,
        jobs=jobs,
        mutants=mutants,
        sample=sample,
    )
    conclude.run(lambda console: work(request, console), verbose=verbose)


def new(
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="Its name: small letters, digits and hyphens.")],
    course: CourseFolder = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its title; default: the slug in words.")] = None,
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from",
            parser=place,
            metavar="PATH",
            help="Make it from a script or notebook with ### BEGIN SOLUTION, an nbgrader or an otter assignment.",
        ),
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Begin an exercise, from nothing or from what you have.

    Statement, skeleton, examples, suite and answers are written, all running and all green. Without a course around, one is begun in the working folder. Nothing that is there is ever overwritten.
    """
    from grader.cli.new import Request
    from grader.cli.new import new as work

    request = Request(slug=slug, here=Path.cwd(), course=course, title=title, source=from_)
    conclude.run(lambda console: work(request, console), verbose=verbose)


def kit(
    out: Annotated[Path, typer.Argument(parser=place, metavar="OUT", help="A folder, or a file that ends in .zip.")],
    notebooks: Annotated[bool, typer.Option("--notebooks", help="Give every skeleton as a notebook.")] = False,
    course: CourseFolder = None,
    verbose: Verbose = False,
) -> None:
    """Write what students download.

    A kit is a copy of exercises/, without drafts, and how to begin. Nothing hidden gets in: if anything of the solutions or the suites lies there, it is named and no kit is written.
    """
    from grader.cli.kit import kit as work

    conclude.run(
        lambda console: work(out, console, here=Path.cwd(), course_folder=course, notebooks=notebooks),
        verbose=verbose,
    )
