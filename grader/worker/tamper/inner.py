"""What `_imp` and other modules of the interpreter's own could be used for behind the back of whoever listens.

- A second `_imp`, `_signal`, `sys`, `gc`, `_abc` or `_lsprof` would have what stands in the first one's as it was before.
- `_imp._fix_co_filename` gives compiled code the name of another file, and no event tells of it: by that name the
  library is known (`culprit`). It is for compiled files that were moved, so the text says whether it is due. Ours keep theirs.
- `sys.audit` raises any event, also those by which the interpreter says what it is about to do, and we what was done.
"""

from __future__ import annotations

import _imp
import importlib
import os
import sys
from types import CodeType, SimpleNamespace
from typing import Any

from grader.worker.tamper.culprit import is_library
from grader.worker.tamper.profiler import PROFILER
from grader.worker.tamper.rules import PLACE

RENAMED = "grader.renamed"
"""The event that is raised when code is to get a name of the library's that is not its own."""
MADE_UP = "grader.made up"
"""The event that is raised in place of one that nobody but the interpreter or we may raise."""
_ONLY = {name: importlib.import_module(name) for name in ("_imp", "_signal", "sys", "_abc")} | {"gc": sys.modules["gc"]}
_OURS = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))) + os.sep
_audit = sys.audit
_create, _rename = _imp.create_builtin, _imp._fix_co_filename  # type: ignore[attr-defined]


def one_of_each() -> None:
    """From now on there is one of these modules, and code keeps its name."""
    _imp.create_builtin = create_builtin
    _imp._fix_co_filename = rename  # type: ignore[attr-defined]
    sys.audit = audit


def audit(event: str, /, *arguments: Any) -> None:
    """`sys.audit`. Events that others vouch for are told as another."""
    name = str.__str__(event)
    _audit(MADE_UP if name.startswith((PLACE, "grader.")) else name, *arguments)


def create_builtin(spec: Any) -> Any:
    """`_imp.create_builtin`."""
    name = str.__str__(spec.name)
    return _ONLY.get(name) or (PROFILER if name == "_lsprof" else None) or _create(SimpleNamespace(name=name))  # type: ignore[arg-type]


def rename(code: CodeType, path: str, /) -> None:
    """`_imp._fix_co_filename`."""
    name = str.__str__(path)
    if type(code) is CodeType and code.co_filename != name and (_is_ours(code) or _would_pass_for_another(code, name)):
        _audit(RENAMED)
    _rename(code, name)


def _is_ours(code: CodeType) -> bool:
    return code.co_filename.startswith(_OURS)


def _would_pass_for_another(code: CodeType, name: str) -> bool:
    return is_library(name) and not _is_compiled_from(name, code)


def _is_compiled_from(file: str, code: CodeType) -> bool:
    try:
        with open(file, "rb") as written:
            return compile(written.read(), file, "exec", dont_inherit=True) == code
    except (OSError, SyntaxError, ValueError):
        return False
