"""Names of files: which are no part of an answer, and what a file is called where it runs. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

NOTEBOOK = ".ipynb"
PYTHON = ".py"
ENVIRONMENT = "pyvenv.cfg"
"""What lies at the top of a virtual environment, however that is called."""

_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³")})
_UNFIT = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ](?:/|\Z)')
_MOST_SHOWN = 120
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_FURNITURE = frozenset(
    {"__pycache__", "__macosx", "examples", "exercise.toml", "node_modules", "thumbs.db", "desktop.ini"}
)


def is_notebook(name: str) -> bool:
    """Whether a name says that the file is a Jupyter notebook."""
    return name.lower().endswith(NOTEBOOK)


def is_program(name: str) -> bool:
    """Whether a name says that the file can be an answer: a script or a notebook."""
    return is_notebook(name) or name.lower().endswith(PYTHON)


def is_zip(name: str) -> bool:
    """Whether a name says that the file is a zip."""
    return name.lower().endswith(".zip")


def is_furniture(name: str) -> bool:
    """Whether one component of a path belongs to tools or to the exercise, and is left out without a word."""
    lowered = name.lower()
    return (
        lowered.startswith(".")
        or lowered in _FURNITURE
        or (lowered.split(".")[0] == "readme" and not is_program(lowered))
        or lowered.endswith((".pyc", ".pyo"))
    )


def outside_environments(names: Collection[str]) -> set[str]:
    """Those of the files in a zip that are in no virtual environment: from a folder, too, none is taken along."""
    environments = tuple(name.removesuffix(ENVIRONMENT) for name in names if name.endswith(f"/{ENVIRONMENT}"))
    return {name for name in names if not name.startswith(environments)}


def presentable(name: str) -> str:
    """Replace what no report can hold (undecodable bytes) and no line should (control characters)."""
    return "".join(_REPLACEMENT if _is_control(char) else char for char in name)


def in_short(name: str) -> str:
    """A presentable name that fits into a sentence: of a long one the beginning and the end."""
    shown = presentable(name)
    return shown if len(shown) <= _MOST_SHOWN else f"{shown[: _MOST_SHOWN // 2]}…{shown[-_MOST_SHOWN // 2 :]}"


def in_text(name: str) -> str:
    """A name as it stands, with bytes that are no text spelt out: a database holds text only, and two names stay two."""
    return name.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def _is_control(char: str) -> bool:
    """Control, direction and surrogate characters, and line separators."""
    category = unicodedata.category(char)
    return category.startswith("C") or category in ("Zl", "Zp")


def is_presentable(name: str) -> bool:
    """Whether a name can be told and delivered as it stands."""
    return presentable(name) == name


def is_device(name: str) -> bool:
    """Whether Windows takes one component of a path for a device, whatever ending stands behind it."""
    return name.partition(".")[0].rstrip(" ").casefold() in _DEVICES


def fits_windows(name: str) -> bool:
    """Whether a disk of Windows can hold a file that is called so, folders before it among the name."""
    return _UNFIT.search(name) is None and not any(map(is_device, name.split("/")))


def module_name(entry: str) -> str:
    """Name the Python file that runs: the entry itself if it is one, else its stem with `.py`."""
    path = PurePosixPath(entry)
    if path.suffix == PYTHON:
        return entry
    return path.with_name((path.stem if path.suffix else path.name) + PYTHON).as_posix()
