"""The `grade` command: a typer program whose commands are imported when they are asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from grader.cli import commands, conclude
from grader.cli.console import standard
from grader.cli.options import SETTINGS
from grader.errors import interrupted

if TYPE_CHECKING:
    from grader.sandbox import Workers


class Lazily(TyperGroup):
    """The commands of the table, each made ready when it is named."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = dict.fromkeys(commands.places())  # type: ignore[assignment]  # only the names, to suggest

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import and make one."""
        place = commands.places().get(cmd_name)
        return None if place is None else _made(cmd_name, place)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; of a mistake on the command line a program that waits for a document is told in one."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if hasattr(error, "format_message"):
                conclude.mistyped(standard(), error.format_message())
            raise

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The same page as `start` prints without us."""
        formatter.write(commands.page())


def _made(name: str, place: str) -> Any:
    module, _, attribute = place.partition(":")
    declared = getattr(import_module(module), attribute)
    if not isinstance(declared, typer.Typer):
        function, declared = declared, typer.Typer(**SETTINGS)
        declared.command(name)(function)
    made = typer.main.get_command(declared)
    made.name = name
    return made


app = typer.Typer(name="grade", cls=Lazily, no_args_is_help=True, **SETTINGS)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"grade {version('coursework-grader')}")
        raise typer.Exit


@app.callback()
def grade(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Grade Python coursework, concurrency included."""


def main(workers: Workers | None = None) -> None:
    """Run the command line; `workers` that were begun before it was understood are for the command that wants some."""
    verbose = not {"-v", "--verbose"}.isdisjoint(
        sys.argv
    )  # where what reads the command line fails, nobody has read it
    raise SystemExit(conclude.outcome(lambda _console: _understood(workers), standard(), verbose=verbose))


def _understood(workers: Workers | None) -> int:
    """Read the command line and do what it says; typer leaves with the exit code by itself, without a word where Ctrl-C
    comes before the command has begun."""
    try:
        app(prog_name="grade", obj=workers)
    except SystemExit as left:
        if interrupted(left.__context__):
            raise KeyboardInterrupt from left
        raise
    return conclude.FULL
