"""What instructors type. The work of each command is imported when it is done."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from grader.cli import conclude
from grader.cli.book import Where, user
from grader.cli.options import SETTINGS, CourseFolder, Json, Verbose, a_seed, address, place

LAYOUT_NAMES = "gradescope, nbgrader, moodle, blackboard, canvas, clones or plain"


class Engine(StrEnum):
    """Where judges are."""

    LOCAL = "local"
    DASK = "dask"


Deliveries = Annotated[
    Path, typer.Argument(parser=place, metavar="DELIVERIES", help="The folder or zip that all deliveries lie in.")
]
Wanted = Annotated[
    list[str] | None,
    typer.Option(metavar="SLUG", help="Which exercise they are for; may be repeated. Default: any of the course."),
]
Into = Annotated[
    Path, typer.Option("-o", "--out", parser=place, metavar="DIR", help="Where grades, reports and pages go.")
]
LaidOut = Annotated[
    str | None,
    typer.Option(metavar="NAME", help=f"How the deliveries are laid out: {LAYOUT_NAMES}. Default: recognised."),
]
Roster = Annotated[Path | None, typer.Option(parser=place, metavar="CSV", help="Who is enrolled, and in which team.")]
Kept = Annotated[
    str | None, typer.Option(parser=address, metavar="URL", help="Keep results there instead of in a file in --out.")
]
Tier = Annotated[
    str | None, typer.Option(metavar="TIER", help="The walls around each program; default: the strongest here.")
]


def batch(
    deliveries: Deliveries,
    exercise: Wanted = None,
    out: Into = Path("grades"),
    course: CourseFolder = None,
    layout: LaidOut = None,
    roster: Roster = None,
    jobs: Annotated[int, typer.Option(metavar="N", min=0, help="Judges at once; 0: one for each core.")] = 0,
    engine: Annotated[Engine, typer.Option(help="Judge on this machine, or on a Dask cluster.")] = Engine.LOCAL,
    scheduler: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Of the cluster: tcp://host:8786.")] = None,
    isolation: Tier = None,
    regrade: Annotated[bool, typer.Option("--regrade", help="Judge again what has a result already.")] = False,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="These were the wrong ones: they count for nobody.")
    ] = False,
    seed: Annotated[int, a_seed("Draw other random inputs.")] = 0,
    gradebook: Kept = None,
    json: Json = False,
    verbose: Verbose = False,
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
        engine=engine.value,
        scheduler=scheduler,
        isolation=isolation,
        regrade=regrade,
        withdraw=withdraw,
        seed=seed,
        gradebook=gradebook,
        json=json,
        verbose=verbose,
    )
    conclude.run(lambda console: work(request, console), verbose=verbose)


class Only(StrEnum):
    """Kinds of grades."""

    WITHHELD = "withheld"
    FULL = "full"
    LOST = "lost"
    LATE = "late"
    OVERRIDE = "override"
    CONFLICT = "conflict"


book = typer.Typer(
    name="book",
    help="Look into a gradebook, and say a person's word over the machine's.",
    no_args_is_help=True,
    **SETTINGS,
)

Out = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--out",
        parser=place,
        metavar="DIR",
        help="The folder that `grade batch` filled; default: this one, or grades.",
    ),
]
Book = Annotated[
    str | None, typer.Option(parser=address, metavar="URL", help="The gradebook, where it is no file in that folder.")
]
Author = Annotated[str, typer.Argument(metavar="AUTHOR", help="The author, by id or name.")]
Slug = Annotated[str, typer.Argument(metavar="SLUG", help="The exercise.")]
By = Annotated[
    str,
    typer.Option(
        metavar="NAME", envvar=["GRADE_BY", "USER", "USERNAME"], help="Who says so; default: the user of this machine."
    ),
]


def _where(out: Path | None, gradebook: str | None, course: Path | None = None, *, verbose: bool) -> Where:
    return Where(Path.cwd(), out, gradebook, course, verbose=verbose)


@book.command()
def show(
    author: Annotated[
        list[str] | None, typer.Argument(metavar="[AUTHOR]...", help="Only these, by id or name.")
    ] = None,
    exercise: Annotated[
        list[str] | None, typer.Option(metavar="SLUG", help="Only this exercise; may be repeated.")
    ] = None,
    only: Annotated[
        list[Only] | None,
        typer.Option(metavar="KIND", help="withheld, full, lost, late, override or conflict; may be repeated."),
    ] = None,
    out: Out = None,
    gradebook: Book = None,
    course: CourseFolder = None,
    json: Json = False,
    verbose: Verbose = False,
) -> None:
    """List grades."""
    from grader.cli.book import Filter
    from grader.cli.book import show as work

    wanted = Filter(author or (), exercise or (), [kind.value for kind in only or ()])
    conclude.run(
        lambda console: work(_where(out, gradebook, course, verbose=verbose), wanted, console, json=json),
        verbose=verbose,
    )


@book.command()
def history(
    author: Author,
    exercise: Slug,
    out: Out = None,
    gradebook: Book = None,
    course: CourseFolder = None,
    verbose: Verbose = False,
) -> None:
    """Say all that was said of one author's work."""
    from grader.cli.book import history as work

    conclude.run(
        lambda console: work(_where(out, gradebook, course, verbose=verbose), author, exercise, console),
        verbose=verbose,
    )


@book.command()
def override(
    author: Author,
    exercise: Slug,
    points: Annotated[str | None, typer.Argument(metavar="POINTS", help="The grade; with --withdraw none.")] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; the author reads it.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take back what was set by hand.")] = False,
    by: By = "",
    out: Out = None,
    gradebook: Book = None,
    course: CourseFolder = None,
    verbose: Verbose = False,
) -> None:
    """Set a grade by hand; no regrade touches it.

    Also of who is on the roster and handed nothing in. It stays out of the points that there are today.
    """
    from grader.cli.book import override as work

    if withdraw == (points is not None):
        raise typer.BadParameter("name the points, or say --withdraw")
    where = _where(out, gradebook, course, verbose=verbose)
    conclude.run(
        lambda console: work(where, author, exercise, points, console, reason=reason, by=by or user()), verbose=verbose
    )


@book.command()
def comment(
    author: Author,
    exercise: Slug,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="What the author will read; with --withdraw none.")
    ] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take back the last one.")] = False,
    by: By = "",
    out: Out = None,
    gradebook: Book = None,
    course: CourseFolder = None,
    verbose: Verbose = False,
) -> None:
    """Say something on an author's page."""
    from grader.cli.book import comment as work

    if withdraw == (text is not None):
        raise typer.BadParameter("name the text, or say --withdraw")
    conclude.run(
        lambda console: work(
            _where(out, gradebook, course, verbose=verbose), author, exercise, text, console, by=by or user()
        ),
        verbose=verbose,
    )


@book.command()
def extend(
    author: Author,
    when: Annotated[
        str | None, typer.Argument(metavar="WHEN", help="The new date: 2026-11-05 or 2026-11-05T18:00.")
    ] = None,
    exercise: Annotated[str, typer.Option(metavar="SLUG", help="For this exercise; default: for all.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take the extension back.")] = False,
    by: By = "",
    out: Out = None,
    gradebook: Book = None,
    course: CourseFolder = None,
    verbose: Verbose = False,
) -> None:
    """Give an author more time."""
    from grader.cli.book import extend as work

    if withdraw == (when is not None):
        raise typer.BadParameter("name the date, or say --withdraw")
    conclude.run(
        lambda console: work(
            _where(out, gradebook, course, verbose=verbose), author, exercise, when, console, by=by or user()
        ),
        verbose=verbose,
    )


@book.command()
def regrade(
    author: Author,
    exercise: Slug,
    isolation: Annotated[str | None, typer.Option(metavar="TIER", help="The walls around the program.")] = None,
    out: Out = None,
    gradebook: Book = None,
    course: CourseFolder = None,
    verbose: Verbose = False,
) -> None:
    """Make a stored grade again, for an appeal.

    The same submission, suite and seed; nothing in the gradebook is changed.
    """
    from grader.cli.book import regrade as work

    where = _where(out, gradebook, course, verbose=verbose)
    conclude.run(lambda console: work(where, author, exercise, console, isolation=isolation), verbose=verbose)


@book.command()
def forget(
    author: Author,
    yes: Annotated[bool, typer.Option("--yes", help="I am sure.")] = False,
    out: Out = None,
    gradebook: Book = None,
    course: CourseFolder = None,
    verbose: Verbose = False,
) -> None:
    """Delete everything that is kept of a person."""
    from grader.cli.book import forget as work

    conclude.run(
        lambda console: work(_where(out, gradebook, course, verbose=verbose), author, console, sure=yes),
        verbose=verbose,
    )


@book.command()
def copy(
    target: Annotated[
        str, typer.Argument(parser=address, metavar="TARGET", help="A new file, or the URL of an empty database.")
    ],
    out: Out = None,
    gradebook: Book = None,
    verbose: Verbose = False,
) -> None:
    """Copy everything into a new gradebook: for a backup, or to move.

    As it is at one moment, also while a batch runs.
    """
    from grader.cli.bookcopy import copy as work

    conclude.run(lambda console: work(_where(out, gradebook, verbose=verbose), target, console), verbose=verbose)


def rescore(
    exercise: Annotated[list[str] | None, typer.Argument(metavar="[SLUG]...", help="Only these exercises.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write it.")] = False,
    out: Out = None,
    gradebook: Book = None,
    course: CourseFolder = None,
    json: Json = False,
    verbose: Verbose = False,
) -> None:
    """New points on what was found before; nothing is run."""
    from grader.cli.rescore import Request
    from grader.cli.rescore import rescore as work

    request = Request(_where(out, gradebook, course, verbose=verbose), exercise or (), sure=yes, json=json)
    conclude.run(lambda console: work(request, console), verbose=verbose)
