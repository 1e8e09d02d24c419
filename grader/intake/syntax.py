"""Whether Python accepts a text: the one place where a student's text is given to Python's own parser.

Compiling executes nothing, but hostile text can make it slow and hungry; `bounds.SOURCE_BYTES` bounds both.
Every other question about syntax on our side goes through here, so that this can move into a process of its own.
"""

from __future__ import annotations

import ast
import warnings

from grader.intake.decode import SourceProblem, null_problem

_TOO_DEEP = "the code is nested too deeply for Python to read"
_AWAIT = ("'await' outside", "'async for' outside", "'async with' outside", "asynchronous comprehension outside")


def problem(text: str, name: str) -> SourceProblem | None:
    """Say why Python would not run this text, or None. Also finds what only the compiler refuses (`return`)."""
    refused = null_problem(text)
    if refused is not None:
        return refused
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" is a warning of the student's, not of ours
            compile(text, name, "exec", dont_inherit=True)
    except SyntaxError as refusal:
        return SourceProblem(refusal.msg, refusal.lineno or None, type(refusal).__name__)
    except UnicodeEncodeError as refusal:
        line = text.count("\n", 0, refusal.start) + 1
        return SourceProblem(f"(unicode error) {refusal}", line)
    except (RecursionError, MemoryError):
        return SourceProblem(_TOO_DEEP)
    except ValueError as refusal:  # a number of more digits than int() reads, on some versions
        return SourceProblem(str(refusal))
    return None


def awaits_at_top(found: SourceProblem) -> bool:
    """Whether the refusal is about `await` outside a function, which notebooks allow and programs do not."""
    return any(words in found.message for words in _AWAIT)


def future_imports(text: str) -> tuple[tuple[int, int, str], ...]:
    """Find `from __future__ import …` in a text that Python accepts: first line, last line, as one line.

    Only statements that have their lines for themselves are told.
    """
    if "__future__" not in text:
        return ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        body = ast.parse(text).body
    found = []
    for place, statement in enumerate(body):
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            before = body[place - 1].end_lineno if place else 0
            after = body[place + 1].lineno if place + 1 < len(body) else None
            last = statement.end_lineno or statement.lineno
            if before != statement.lineno and after != last:
                found.append((statement.lineno, last, ast.unparse(statement)))
    return tuple(found)
