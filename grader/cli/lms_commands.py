"""How the commands for LMSs are typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli import conclude
from grader.cli.options import SETTINGS, CourseFolder, Reader, Verbose, address, place
from grader.lms.targets import FORMATS, TARGETS
from grader.several import listed

lms = typer.Typer(
    help="What runs inside an LMS's container, and looks at what it wrote.",
    no_args_is_help=True,
    **SETTINGS,
)

Target = Annotated[str, typer.Argument(metavar="TARGET", help=f"{listed(TARGETS, 'or')}.")]


def package(
    target: Target,
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="The exercise.")],
    out: Annotated[
        Path, typer.Option("-o", "--out", parser=place, metavar="FILE", help="A new folder, or a file ending in .zip.")
    ],
    course: CourseFolder = None,
    wheels: Annotated[bool, typer.Option("--wheels", help="Put in all it needs: nothing is fetched there.")] = False,
    python: Annotated[
        str | None, typer.Option(metavar="X.Y", help="The Python of the platform; with --wheels 3.11 by default.")
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Make what a platform needs to judge an exercise."""
    from grader.cli.lms import PackageRequest
    from grader.cli.lms import package as work

    if wheels and python is None:
        python = "3.11"
    request = PackageRequest(target, slug, out, Path.cwd(), course=course, wheels=wheels, python=python)
    conclude.run(lambda console: work(request, console), verbose=verbose)


def export(
    format_: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help=f"{listed(FORMATS, 'or')}.",
        ),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", parser=place, metavar="FILE", help="The file to write.")],
    source: Annotated[
        Path | None,
        typer.Option(
            "--from", parser=place, metavar="DIR", help="What `grade batch --out` filled; default: here, else grades."
        ),
    ] = None,
    gradebook: Annotated[
        str | None,
        typer.Option(parser=address, metavar="URL", help="The gradebook, where it is no file in that folder."),
    ] = None,
    into: Annotated[
        Path | None, typer.Option(parser=place, metavar="FILE", help="The LMS's own export, to be filled.")
    ] = None,
    exercise: Annotated[list[str] | None, typer.Option(metavar="SLUG", help="Only this one; may be repeated.")] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="SLUG=HEADING", help="Which column of the LMS is which exercise's; may be repeated."),
    ] = None,
    heading: Annotated[
        str, typer.Option(metavar="NAME", help="moodle-grades: what the column of authors is called.")
    ] = "Username",
    scale: Annotated[bool, typer.Option("--scale", help="Bring points to the LMS's maximum.")] = False,
    skip_unknown: Annotated[
        bool, typer.Option("--skip-unknown", help="Leave out authors whom the LMS's file does not know.")
    ] = False,
    as_: Annotated[Reader, typer.Option("--as", help="junit: show what this reader may see now.")] = Reader.INSTRUCTOR,
    course: CourseFolder = None,
    verbose: Verbose = False,
) -> None:
    """Write grades for an LMS.

    Exit code 3 where some are withheld: their cells are left as they are.
    """
    from grader.cli.book import Where
    from grader.cli.export import ExportRequest
    from grader.cli.export import export as work

    request = ExportRequest(
        format=format_,
        source=Where(Path.cwd(), source).folder,
        out=out,
        here=Path.cwd(),
        gradebook=gradebook,
        into=into,
        course=course,
        exercises=exercise or (),
        columns=column or (),
        heading=heading,
        scale=scale,
        skip_unknown=skip_unknown,
        for_students=as_ is Reader.STUDENT,
    )
    conclude.run(lambda console: work(request, console), verbose=verbose)


@lms.command()
def run(
    target: Target,
    package: Annotated[Path, typer.Option(parser=place, metavar="DIR", help="The unpacked package.")],
    root: Annotated[Path, typer.Option(parser=place, metavar="DIR", help="Where the platform's folders lie.")] = Path(
        "/"
    ),
    isolation: Annotated[str | None, typer.Option(metavar="TIER", help="Insist on this tier.")] = None,
    time_limit: Annotated[float | None, typer.Option(metavar="S", min=1, help="End by itself after so long.")] = None,
    verbose: Verbose = False,
) -> None:
    """Judge what a platform put here.

    The answer is in that platform's form, and valid at every moment.
    """
    from grader.cli.lms import RunRequest
    from grader.cli.lms import run as work

    request = RunRequest(target, package, root, isolation=isolation, time_limit_s=time_limit)
    conclude.run(lambda console: work(request, console), verbose=verbose)


@lms.command()
def validate(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="One of the platforms, or junit.")],
    file: Annotated[
        Path, typer.Argument(parser=place, metavar="FILE", help="A result that was written for the platform.")
    ],
    verbose: Verbose = False,
) -> None:
    """Say whether a platform would take a file.

    Exit code 1 where it would not.
    """
    from grader.cli.lms import validate as work

    conclude.run(lambda console: work(target, file, console), verbose=verbose)
