"""What a worker says about a text that Python refuses, or that ended whoever read it, as a claim."""

from __future__ import annotations

import ast
import re
from typing import Any

import msgspec

from grader.errors import LostError, WorkerError
from grader.intake import Submission
from grader.intake.decode import SourceProblem
from grader.sandbox import endings
from grader.sandbox.claims import Frame, Unreadable
from grader.sandbox.pointers import foreign, newer
from grader.sandbox.starting.launch import Fate
from grader.worker import values
from grader.worker.wire import WireError

_AWAIT = ("'await' outside", "'async for' outside", "'async with' outside", "asynchronous comprehension outside")
_AWAIT_HINT = "a notebook may await at the top of a cell, a program needs asyncio.run(main())"
_MAGIC_HINT = "this is a notebook's own command, which Python does not know: delete the line"
_PLACE = ("lineno", "col_offset", "end_lineno", "end_col_offset")


def unreadable(problem: SourceProblem, submission: Submission) -> Unreadable:
    """The claim that nothing of a submission ran, since Python refuses its text."""
    where = submission.locate(problem.line) if problem.line else None
    claim = Unreadable(problem.type, problem.message, (Frame(where, "<module>"),) if where else ())
    line = _line(problem, submission)
    claim.advice = claim.advice or newer.told(problem.message, line) or foreign.told(problem.message, line)
    return claim


def refused(told: Any, submission: Submission) -> Unreadable:
    """The same, of a refusal as a worker tells it."""
    problem = msgspec.convert(told, SourceProblem)
    if submission.cells and any(words in problem.message for words in _AWAIT):
        problem = SourceProblem(f"{problem.message} ({_AWAIT_HINT})", problem.line, problem.type)
    elif not submission.cells and _is_magic(problem, submission):
        problem = SourceProblem(f"{problem.message} ({_MAGIC_HINT})", problem.line, problem.type)
    return unreadable(problem, submission)


def _is_magic(problem: SourceProblem, submission: Submission) -> bool:
    """Whether Python stumbles over `%time` or `!pip`, which no line of a program begins with."""
    return re.match(r"\s*(%%?|!)[A-Za-z]", _line(problem, submission)) is not None


def _line(problem: SourceProblem, submission: Submission) -> str:
    """The text of the line that Python complains about; '' where it names none."""
    lines = submission.source.split("\n")
    number = problem.line or 0
    return lines[number - 1] if 0 < number <= len(lines) else ""


def of_a_dead_reader(fate: Fate, late: bool, submission: Submission) -> Unreadable | WorkerError:
    """Why a worker did not come to the end of the text. Nothing of the program ran: either the text is more than
    Python can bear, or the fault is ours."""
    if late or fate.starved:
        return WorkerError(endings.BUSY, hint="Judge it again when the machine has less to do.")
    if fate.limit == "memory":
        return unreadable(SourceProblem("Python needs too much memory to read the code"), submission)
    if fate.expired or fate.signal in endings.CPU_SIGNALS:
        return unreadable(SourceProblem("Python takes too long to read the code"), submission)
    if fate.signal in endings.CRASHES:
        return unreadable(SourceProblem("Python itself crashes when it reads the code"), submission)
    return LostError(f"a worker is gone that read a program: {fate.words[-400:]}{fate}")


def tree_in(told: Any) -> ast.Module:
    """The syntax tree that a worker told (`worker.reading`)."""
    try:
        nodes = [_empty(kind) for kind, _, _ in told]
        for place, (node, (_, where, fields)) in enumerate(zip(nodes, told, strict=True)):
            for name, number in zip(_PLACE, where, strict=True):
                if number is not None:
                    setattr(node, name, int(number))
            for name, value in fields.items():
                setattr(node, name, _value(value, nodes, place))
    except (ValueError, TypeError, KeyError, IndexError) as odd:
        raise WireError(f"a syntax tree arrived broken: {type(odd).__name__}") from odd
    if not nodes or type(nodes[0]) is not ast.Module:
        raise WireError("a syntax tree arrived without a module")
    return nodes[0]


def _empty(kind: Any) -> ast.AST:
    found = getattr(ast, kind, None)
    if not isinstance(found, type) or not issubclass(found, ast.AST):
        raise WorkerError(f"the program's interpreter knows {str(kind)[:50]}, and the judge's is too old for it")
    return found.__new__(found)


def _value(told: Any, nodes: list[ast.AST], parent: int) -> Any:
    if type(told) is list:
        return [_value(part, nodes, parent) for part in told]
    if type(told) is not int:
        return ... if told == {"ellipsis": True} else values.decode(told["value"])
    child = nodes[told]
    if told <= parent and child._fields:
        raise WireError("a syntax tree arrived that is none")  # only what has no parts has several parents
    return child
