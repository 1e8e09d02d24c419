"""Modules of a suite's own, which its checks import from beside them, as with pytest everywhere.

They are looked for last, so that a `random.py` is not taken for Python's, and rewritten like the checks themselves: else their
`assert` would say nothing of its values, and nothing at all in an interpreter that optimises (`PYTHONOPTIMIZE`).
"""

from __future__ import annotations

import sys
from os.path import normcase, sep
from pathlib import Path
from types import ModuleType

import pytest

from grader.judge.setting import BESIDE, GIVEN
from grader.sandbox.by_name import is_callable, is_instance, kind_of, repr_of

_NO_PACKAGES = {GIVEN, BESIDE, "__pycache__"}


def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """As soon as it is known which suite this session is about: its `conftest.py` may import them, too."""
    make_known(early_config.rootpath)


def make_known(suite: Path) -> None:
    """Have a suite's modules found from now on, where nothing else is called so."""
    sys.path += [str(folder) for folder in _folders(suite) if str(folder) not in sys.path]
    pytest.register_assert_rewrite(*(_names(suite) - sys.modules.keys()))


def have_objects_asked(suite: Path, checks: ModuleType) -> None:
    """Let a suite's `repr(found)` be what the program's class says, as its `str(found)` is, and `callable(found)` what is so over there: a handle can be
    called, whatever it stands for. `isinstance(found, deque)` and `type(found)` are answered by what the class over there is. Whoever shows a value, as pytest does, asks nobody."""
    for module in (checks, *(one for one in list(sys.modules.values()) if lies_in(one, suite))):
        for name, asks in (
            ("repr", repr_of),
            ("callable", is_callable),
            ("isinstance", is_instance),
            ("type", kind_of),
        ):
            vars(module).setdefault(name, asks)


def forget(suite: Path) -> dict[str, ModuleType]:
    """The next suite may have others of the same names. Those that there were, for when it comes back."""
    names, folders = _names(suite), {str(folder) for folder in _folders(suite)}
    sys.path[:] = [folder for folder in sys.path if folder not in folders]
    loaded = [name for name in sys.modules if name.partition(".")[0] in names and lies_in(sys.modules[name], suite)]
    return {name: sys.modules.pop(name) for name in loaded}


def lies_in(module: ModuleType, suite: Path) -> bool:
    """Whether it was read from a file of that folder. Not everything that libraries call a module has one. By its text: of each file
    of a suite all modules are asked, and paths take 5 ms for it."""
    origin = getattr(module, "__file__", None)
    return isinstance(origin, str) and normcase(origin).startswith(normcase(f"{suite}{sep}"))


def _folders(suite: Path) -> list[Path]:
    """Its own, and each further one with checks that is no package, as with pytest."""
    further = {path.parent for path in suite.rglob("test_*.py")} - {suite}
    return [suite, *sorted(folder for folder in further if not (folder / "__init__.py").exists())]


def _names(suite: Path) -> set[str]:
    names: set[str] = set()
    for folder in _folders(suite):
        packages = {path.name for path in folder.iterdir() if path.is_dir()} - _NO_PACKAGES
        names |= packages | {path.stem for path in folder.glob("*.py")} - {"conftest"}
    return names
