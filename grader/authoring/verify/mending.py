"""What to do about a suite that fell, by what is said of its fall."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from grader.sandbox.exploration import End, Exploration
from grader.sandbox.remote import RemoteSubmission
from grader.sandbox.run import Run

Words = str | Callable[[re.Match[str]], str]
"""With what was found in its place, as `re.Match.expand` puts it there."""


def to_do(detail: str) -> str | None:
    """One thing, or None where nobody knows any. `detail`: what an instructor reads of it."""
    for said, words in KNOWN:
        if found := re.search(said, detail, re.MULTILINE):
            return found.expand(words) if isinstance(words, str) else words(found)
    return None


def _names(found: re.Match[str]) -> str:
    """What there is, where it was asked for something else."""
    kind: type = {"Run": Run, "End": End, "Exploration": Exploration}.get(found[1], RemoteSubmission)
    names = sorted({*dir(kind), *getattr(kind, "__dataclass_fields__", ())})
    return f"There are: {', '.join(name for name in names if not name.startswith('_'))}."


KNOWN: Final[tuple[tuple[str, Words], ...]] = (
    (
        r"^E? *ModuleNotFoundError: No module named '(\w+)'",
        r"If \1 is the program that is judged: it is asked for, not imported, as in: program = submission.load(). "
        "Modules of a suite's own lie beside its checks.",
    ),
    (
        "ImportError: attempted relative import",
        "A suite is no package: its modules are imported by their names, as in: from checking import is_sorted.",
    ),
    (
        r"^E? *(?:ImportError: cannot import name '\w+' from|AttributeError: module) '(\w+)'",
        r"If a \1.py of the suite's own is meant: where Python, or what is installed, has a module of that name, it is that one. "
        "Call it otherwise.",
    ),
    (r"^E +AttributeError: '(Run|End|Exploration|RemoteSubmission)' object has no attribute", _names),
    (
        "a Record cannot be handed to a submission",
        "What an ending has left is a copy, and no copy goes back. A function in the suite's scenarios.py, which runs beside the "
        "program, makes it and hands it on.",
    ),
    (
        r"Handle\.__init__\(\) got an unexpected keyword argument",
        "dataclasses.replace makes nothing of the program's: call its class, as in: program.Item(name=item.name, price=3).",
    ),
    (
        "cannot be handed to a submission",
        "A function that the program is to call uses its arguments and what the check around it holds; one that needs more stands in the suite's "
        "scenarios.py, which runs beside the program.",
    ),
    (
        "Expected a BaseException type, but got 'Handle'",
        "What stands there is no exception in the program: a class of exceptions begins `class SoldOut(Exception):`, and what a "
        "function gives back is caught by its class.",
    ),
    (
        r"'(\w+)' not found in `markers`",
        r"A mark of your own is made known in the suite's conftest.py: def pytest_configure(config): config.addinivalue_line('markers', '\1'). "
        "Other plugins of pytest are not loaded. How long a program may run is `time_s` in exercise.toml.",
    ),
    (
        "DID NOT WARN",
        "pytest hears of no warning of the program's: what it warns is in submission.stderr, and in the stderr of a run.",
    ),
    (
        "XFailed",
        "A check either holds or not: leave pytest.xfail() out. Who may skip itself is a note, @points(0).",
    ),
    (
        "function scoped fixture submission",
        "Each check has a program of its own: leave `scope=` out of a fixture that asks for `submission`.",
    ),
    (
        r"\bgot '?Handle\b",
        "What a check holds of the program is a handle, and no class or function of its own. The text is in submission.source; "
        "of which class a thing is, isinstance(found, program.Shop) tells, and its name program.Shop.__name__.",
    ),
    (
        r"\bcoroutine was expected, got|used in 'await' expression|coroutine or an awaitable is required",
        "A coroutine of the program's is run where the program is: by a function in the suite's scenarios.py, as in: "
        "program.found = asyncio.run(program.fetch())",
    ),
    (  # so fails a suite that has not asked what it was given
        r"^E +(?:Type|Attribute|Index|Key|Value)Error\b",
        "What came back is not what the check takes. If a right answer may give that, mend the check; else ask first what it is, "
        'as in: assert isinstance(found, list), f"it gives back {found!r}"',
    ),
)
"""What is said, as a pattern, and what to do then; the first that is found counts."""
