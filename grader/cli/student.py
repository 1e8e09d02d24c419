"""What students type: `check`, `explore`, `replay`. The work of each is imported when it is done."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from grader.cli import conclude
from grader.cli.options import Arguments, CourseFolder, Html, Json, Observe, Reader, Slug, Stdin, Verbose, a_seed, place


class StartMethod(StrEnum):
    """How processes start."""

    FORK = "fork"
    SPAWN = "spawn"
    FORKSERVER = "forkserver"


class Timeouts(StrEnum):
    """When a timeout may fire."""

    LAST = "last"
    ANY = "any"


class Atomicity(StrEnum):
    """Where actors may be switched."""

    LANGUAGE = "language"
    CPYTHON = "cpython"


def check(
    context: typer.Context,
    target: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TARGET]...",
            help="Exercises, files or folders; `.` in an exercise's folder: that one; none: every exercise of the course.",
        ),
    ] = None,
    exercise: Slug = None,
    course: CourseFolder = None,
    json: Json = False,
    html: Html = None,
    examples_only: Annotated[bool, typer.Option("--examples-only", help="Run the visible examples only.")] = False,
    as_: Annotated[Reader, typer.Option("--as", help="Show what this reader may see now.")] = Reader.INSTRUCTOR,
    seed: Annotated[int, a_seed("Draw other random inputs.")] = 0,
    watch: Annotated[bool, typer.Option("--watch", help="Judge again whenever a file changes.")] = False,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Say more: what was proved, how long it took.")
    ] = False,
) -> None:
    """Judge submissions and show what was found."""
    from grader.cli.check import Request
    from grader.cli.check import check as work

    request = Request(
        targets=target or (),
        here=Path.cwd(),
        exercise=exercise,
        course=course,
        json=json,
        html=html,
        examples_only=examples_only,
        reader=as_.value,
        seed=seed,
        watch=watch,
        verbose=verbose,
    )
    conclude.run(lambda console: work(request, console, context.obj), verbose=verbose)


def explore(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(parser=place, metavar="FILE", help="A script or notebook with threads or processes.")
    ],
    args: Arguments = None,
    json: Json = False,
    html: Html = None,
    max_schedules: Annotated[int, typer.Option(metavar="N", min=1, help="Try at most so many orders.")] = 2_000,
    start_method: Annotated[StartMethod, typer.Option(help="How its processes start.")] = StartMethod.SPAWN,
    atomicity: Annotated[
        Atomicity, typer.Option(help="Switch wherever the language allows it, or only where this CPython does.")
    ] = Atomicity.LANGUAGE,
    timeouts: Annotated[
        Timeouts, typer.Option(help="Let timeouts fire only when nobody else can go on, or at any time.")
    ] = Timeouts.LAST,
    output_order: Annotated[
        bool, typer.Option("--output-order", help="Tell endings apart by the order of printed lines, too.")
    ] = False,
    observe: Observe = None,
    stdin: Stdin = None,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Tell every ending with its story, and what the claim rests on.")
    ] = False,
) -> None:
    """Find every way in which a concurrent program can end."""
    from grader.cli.explore import explore as work
    from grader.cli.given import Given
    from grader.interleave.program import Budget, Search

    search = Search(
        atomicity=atomicity.value,
        output_order=output_order,
        timeouts=timeouts.value,
        budget=Budget(schedules=max_schedules),
    )
    conclude.run(
        lambda console: work(
            file,
            console,
            context.obj,
            search=search,
            start_method=start_method.value,
            observe=tuple(observe or ()),
            given=Given(tuple(args or ()), stdin),
            json=json,
            html=html,
            every=verbose,
        ),
        verbose=verbose,
    )


def replay(
    context: typer.Context,
    token: Annotated[str, typer.Argument(metavar="TOKEN", help="The token that a page gave for a schedule.")],
    file: Annotated[Path, typer.Argument(parser=place, metavar="FILE", help="The file it was found in.")],
    args: Arguments = None,
    exercise: Slug = None,
    course: CourseFolder = None,
    observe: Observe = None,
    stdin: Stdin = None,
    seed: Annotated[int, a_seed("The seed it was found with.")] = 0,
    verbose: Verbose = False,
) -> None:
    """Run one schedule again, step by step."""
    from grader.cli.explore import replay as work
    from grader.cli.given import Given

    conclude.run(
        lambda console: work(
            token,
            file,
            console,
            context.obj,
            exercise=exercise,
            course_folder=course,
            here=Path.cwd(),
            observe=tuple(observe or ()),
            given=Given(tuple(args or ()), stdin),
            seed=seed,
        ),
        verbose=verbose,
    )
