"""What of the library a program's own files hide from it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.machinery import FrozenImporter


def tops(files: Iterable[str]) -> set[str]:
    """The modules and packages among files of one folder, by name; a folder without `__init__.py` hides nothing."""
    names = {name.removesuffix("/__init__.py").removesuffix(".py") for name in files if name.endswith(".py")}
    return {name for name in names if "/" not in name}


def hides(name: str) -> bool:
    """Whether a file of this name stands in the place of a module of the library's: not of one that is built in or frozen."""
    return (
        name in sys.stdlib_module_names and name not in sys.builtin_module_names and not FrozenImporter.find_spec(name)
    )
