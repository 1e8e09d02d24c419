"""What to do about a suite that fell, by what is said of its fall."""

from __future__ import annotations

import re

from grader.sandbox.exploration import End, Exploration
from grader.sandbox.remote import RemoteSubmission
from grader.sandbox.run import Run

_NO_MODULE = re.compile(r"^E? *ModuleNotFoundError: No module named '(\w+)'", re.MULTILINE)
_TAKEN_FOR = re.compile(
    r"^E? *(?:ImportError: cannot import name '\w+' from|AttributeError: module) '(\w+)'", re.MULTILINE
)
_NO_SUCH_NAME = re.compile(
    r"^E +AttributeError: '(Run|End|Exploration|RemoteSubmission)' object has no attribute", re.MULTILINE
)
_NO_SUCH_MARK = re.compile(r"'(\w+)' not found in `markers`")
_A_HANDLE = re.compile(r"\bgot '?Handle\b")
_A_COROUTINE = re.compile(
    r"\bcoroutine was expected, got|used in 'await' expression|coroutine or an awaitable is required"
)
_OTHER_THAN_EXPECTED = re.compile(r"^E +(Type|Attribute|Index|Key|Value)Error\b", re.MULTILINE)
"""How a suite fails that has not asked what it was given."""


def to_do(detail: str) -> str | None:
    """One thing, or None where nobody knows any. `detail`: what an instructor reads of it."""
    if missing := _NO_MODULE.search(detail):
        return (
            f"If {missing[1]} is the program that is judged: it is asked for, not imported, as in: program = submission.load(). "
            "Modules of a suite's own lie beside its checks."
        )
    if "ImportError: attempted relative import" in detail:
        return "A suite is no package: its modules are imported by their names, as in: from checking import is_sorted."
    if taken := _TAKEN_FOR.search(detail):
        return (
            f"If a {taken[1]}.py of the suite's own is meant: where Python, or what is installed, has a module of that name, it is that one. "
            "Call it otherwise."
        )
    if ours := _NO_SUCH_NAME.search(detail):
        kind: type = {"Run": Run, "End": End, "Exploration": Exploration}.get(ours[1], RemoteSubmission)
        names = sorted({*dir(kind), *getattr(kind, "__dataclass_fields__", ())})
        return f"There are: {', '.join(name for name in names if not name.startswith('_'))}."
    if "a Record cannot be handed to a submission" in detail:
        return (
            "What an ending has left is a copy, and no copy goes back. A function in the suite's scenarios.py, which runs beside the "
            "program, makes it and hands it on."
        )
    if "Handle.__init__() got an unexpected keyword argument" in detail:
        return "dataclasses.replace makes nothing of the program's: call its class, as in: program.Item(name=item.name, price=3)."
    if "cannot be handed to a submission" in detail:
        return "What the program is to call stands in the suite's scenarios.py, which runs beside it."
    if "Expected a BaseException type, but got 'Handle'" in detail:
        return (
            "An exception of the program's own is told by its name, as in: with pytest.raises(StudentError) as raised, "
            'and then: assert raised.value.type == "SoldOut"'
        )
    if strange := _NO_SUCH_MARK.search(detail):
        return (
            f"A mark of your own is made known in the suite's conftest.py: def pytest_configure(config): config.addinivalue_line('markers', '{strange[1]}'). "
            "Other plugins of pytest are not loaded. How long a program may run is `time_s` in exercise.toml."
        )
    if "DID NOT WARN" in detail:
        return "pytest hears of no warning of the program's: what it warns is in submission.stderr, and in the stderr of a run."
    if "XFailed" in detail:
        return "A check either holds or not: leave pytest.xfail() out. Who may skip itself is a note, @points(0)."
    if "function scoped fixture submission" in detail:
        return "Each check has a program of its own: leave `scope=` out of a fixture that asks for `submission`."
    if _A_HANDLE.search(detail):
        return (
            "What a check holds of the program is a handle, and no class or function of its own. The text is in submission.source; "
            "of which class a thing is, isinstance(found, program.Shop) tells, and its name program.Shop.__name__."
        )
    if _A_COROUTINE.search(detail):
        return (
            "A coroutine of the program's is run where the program is: by a function in the suite's scenarios.py, as in: "
            "program.found = asyncio.run(program.fetch())"
        )
    if _OTHER_THAN_EXPECTED.search(detail):
        return (
            "What came back is not what the check takes. If a right answer may give that, mend the check; else ask first what it is, "
            'as in: assert isinstance(found, list), f"it gives back {found!r}"'
        )
    return None
