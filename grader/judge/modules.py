"""Modules of a suite's own, which its checks import from beside them, as with pytest everywhere.

They are looked for last, so that a `random.py` is not taken for Python's, and rewritten like the checks themselves: else their
`assert` would say nothing of its values, and nothing at all in an interpreter that optimises (`PYTHONOPTIMIZE`).
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from grader.judge.setting import BESIDE, GIVEN

_NO_PACKAGES = {GIVEN, BESIDE, "__pycache__"}


def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """As soon as it is known which suite this session is about: its `conftest.py` may import them, too."""
    make_known(early_config.rootpath)


def make_known(suite: Path) -> None:
    """Have a suite's modules found from now on, where nothing else is called so."""
    if str(suite) not in sys.path:
        sys.path.append(str(suite))
    pytest.register_assert_rewrite(*(_names(suite) - sys.modules.keys()))


def forget(suite: Path) -> dict[str, ModuleType]:
    """The next suite may have others of the same names. Those that there were, for when it comes back."""
    names = _names(suite)
    if str(suite) in sys.path:
        sys.path.remove(str(suite))
    loaded = [name for name in sys.modules if name.partition(".")[0] in names and lies_in(sys.modules[name], suite)]
    return {name: sys.modules.pop(name) for name in loaded}


def lies_in(module: ModuleType, suite: Path) -> bool:
    """Whether it was read from a file of that folder."""
    origin = getattr(module, "__file__", None)
    return origin is not None and Path(origin).is_relative_to(suite)


def _names(suite: Path) -> set[str]:
    packages = {path.name for path in suite.iterdir() if path.is_dir()} - _NO_PACKAGES
    return packages | {path.stem for path in suite.glob("*.py")} - {"conftest"}
