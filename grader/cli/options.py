"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

SETTINGS: Any = {
    "rich_markup_mode": None,
    "add_completion": False,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}  # how `grade` and every group below it behave

LARGEST_SEED = 2**63 - 1


class Reader(StrEnum):
    """Whose eyes a page is for."""

    INSTRUCTOR = "instructor"
    STUDENT = "student"


def place(word: str | Path) -> Path:
    """A file or folder that is named (a default comes here, too); an empty word, as `"$UNSET"` is, would be the working folder."""
    return Path(address(str(word)))


def address(text: str) -> str:
    """A word that says where something is."""
    if not text.strip():
        raise typer.BadParameter("it is empty. Is a variable unset?")
    return text


def a_seed(help_text: str) -> Any:
    """The option of a seed."""
    return typer.Option(metavar="N", min=0, callback=_is_kept, help=help_text)


def _is_kept(number: int) -> int:
    if number > LARGEST_SEED:
        raise typer.BadParameter(f"{number} is more than a gradebook can keep: {LARGEST_SEED} at most")
    return number


Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Say more when the grader fails.")]
Slug = Annotated[str | None, typer.Option(metavar="SLUG", help="Which exercise the files are for.")]
CourseFolder = Annotated[
    Path | None,
    typer.Option(parser=place, metavar="DIR", help="The folder of the course; default: the nearest upwards."),
]
Observe = Annotated[
    list[str] | None,
    typer.Option(metavar="EXPRESSION", help="Tell endings apart by its value in the end, too; may be repeated."),
]
Arguments = Annotated[
    list[str] | None, typer.Argument(metavar="[-- ARGS]...", help="Arguments for the program itself.")
]
Stdin = Annotated[
    Path | None, typer.Option(parser=place, metavar="FILE", help="The text that it reads from its standard input.")
]
Html = Annotated[Path | None, typer.Option(parser=place, metavar="FILE", help="Write a page for a browser as well.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document, and nothing else.")]
