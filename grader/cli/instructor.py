"""What instructors type. The work of each command is imported when it is done."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli import conclude
from grader.cli.options import CourseFolder, Json


def batch(
    deliveries: Annotated[Path, typer.Argument(help="The folder or zip that all deliveries lie in.")],
    exercise: Annotated[
        list[str] | None, typer.Option(metavar="SLUG", help="Which exercise they are for; may be repeated.")
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where grades, reports and pages go.")] = Path("grades"),
    course: CourseFolder = None,
    layout: Annotated[
        str | None, typer.Option(metavar="NAME", help="How the deliveries are laid out; default: recognised.")
    ] = None,
    roster: Annotated[Path | None, typer.Option(metavar="CSV", help="Who is enrolled, and in which team.")] = None,
    jobs: Annotated[int, typer.Option(metavar="N", min=0, help="Judges at once; 0: one for each core.")] = 0,
    isolation: Annotated[
        str | None, typer.Option(metavar="TIER", help="The walls around each program; default: the strongest here.")
    ] = None,
    regrade: Annotated[bool, typer.Option("--regrade", help="Judge again what has a result already.")] = False,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Draw other random inputs.")] = 0,
    gradebook: Annotated[
        str | None, typer.Option(metavar="URL", help="Keep results there instead of in a file in --out.")
    ] = None,
    json: Json = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say more.")] = False,
) -> None:
    """Grade a whole class. The same command again goes on where it was."""
    from grader.cli.batch import Request
    from grader.cli.batch import batch as work

    request = Request(
        deliveries=deliveries,
        out=out,
        here=Path.cwd(),
        exercises=exercise or (),
        course=course,
        layout=layout,
        roster=roster,
        jobs=jobs,
        isolation=isolation,
        regrade=regrade,
        seed=seed,
        gradebook=gradebook,
        json=json,
        verbose=verbose,
    )
    conclude.run(lambda console: work(request, console), verbose=verbose)
