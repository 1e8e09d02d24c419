"""What `grade verify`, `grade new` and `grade kit` understand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli import conclude
from grader.cli.options import CourseFolder, Json, Verbose


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
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Seed of the first run; the others count on.")] = 0,
    jobs: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=64, help="Judges at a time; default: one a processor.")
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Prove that hidden suites judge well.

    Every reference gets full points, the skeleton does not, every flawed answer loses exactly what its expect.toml
    says, every check is lost by one; statement and suite agree; load, half of the limits and other random inputs
    change nothing; nothing hidden lies among what students get.

    Exit codes: 0 everything is proved, 1 a suite is not proved, 2 a suite cannot be run or the command asks for
    something that is not there, 3 an answer could not be judged, 130 interrupted.
    """
    from grader.cli.verify import Request
    from grader.cli.verify import verify as work

    request = Request(slugs=slugs or (), here=Path.cwd(), course=course, json=json, runs=runs, seed=seed, jobs=jobs)
    conclude.run(lambda console: work(request, console), verbose=verbose)
