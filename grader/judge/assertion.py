"""What a student reads of a failed assert: its own message, or its comparison in plain words.

pytest rewrites the asserts of a suite so that their values can be shown. That text is for instructors: it quotes
the suite. For students the same values are told without the code: "Expected 2, but got 1.".
"""

from __future__ import annotations

import ast
import linecache
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from grader.judge import difference
from grader.judge.difference import shown
from grader.judge.ledger import Comparison
from grader.report import NOTHING_TO_SAY
from grader.sandbox.claims import StudentError
from grader.sandbox.printed import Numbers

_GLUE = "\nassert "
_NO_MATCH = re.compile(r"Regex pattern did not match[^\n]*\n  Expected regex: (.*)\n  Actual message: (.*)")
_DRAWN = ("+ ", "- ", "? ", "  ")
"""How lines begin by which pytest shows two texts that differ."""
_LONGEST_MESSAGE = 4_000
_LARGEST_SHOWN = 2_000
"""Characters and items of a value up to which pytest may draw its differences; beyond, that takes minutes."""

_WORDS = {
    "==": "Expected {expected}, but got {got}.",
    "!=": "Expected anything but {expected}.",
    "<": "Expected less than {expected}, but got {got}.",
    "<=": "Expected at most {expected}, but got {got}.",
    ">": "Expected more than {expected}, but got {got}.",
    ">=": "Expected at least {expected}, but got {got}.",
    "is": "Expected {expected}, but got {got}.",
    "is not": "Expected anything but {expected}.",
    "in": "Expected {got} to be in {expected}.",
    "not in": "Expected {got} not to be in {expected}.",
}
_LOOK_ALIKE = "Expected two things that are equal, and these are not, though both are shown as {got}."
_SYMBOLS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
_MIRRORED = {"==": "==", "!=": "!=", "is": "is", "is not": "is not", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def words(failure: AssertionError, comparisons: Sequence[Comparison]) -> str:
    """What to tell the student."""
    place = _raised_at(failure.__traceback__)
    if place is None or "_pytest" in Path(place[0]).parts:
        return _of_raises(str(failure), failure.__context__) or NOTHING_TO_SAY
    statement = _assert_at(*place)
    if statement is None or statement.msg is not None:
        return _message(str(failure), rewritten=statement is not None) or NOTHING_TO_SAY
    if not comparisons:
        return NOTHING_TO_SAY
    written = _as_written(statement.test, comparisons[-1].operator)
    return _in_words(comparisons[-1], written) if written else NOTHING_TO_SAY


def _of_raises(text: str, raised: BaseException | None) -> str | None:
    """What `pytest.raises` has against an error's message; None for whatever else comes out of pytest."""
    pattern = _NO_MATCH.match(text)
    if pattern is not None:
        said = f"Expected an error whose message matches {pattern[1]}, but its message is {pattern[2]}."
        return said[:_LONGEST_MESSAGE]
    lines = text.strip("\n").split("\n")
    if isinstance(raised, StudentError) and all(line[:2] in _DRAWN for line in lines):
        expected = "\n".join(line[2:] for line in lines if line[:2] in ("+ ", "  "))
        return f"Expected an error whose message is {shown(expected)}, but it is {shown(str(raised))}."
    return None


def _message(text: str, *, rewritten: bool) -> str:
    """The author's own message. Rewriting appends the assert below it and indents its further lines."""
    head, glue, _ = text.rpartition(_GLUE)
    if rewritten and glue:
        first, *more = head.split("\n")
        text = "\n".join([first, *(line.removeprefix("  ") for line in more)])
    return text.strip()[:_LONGEST_MESSAGE]


def _raised_at(traceback: TracebackType | None) -> tuple[str, int] | None:
    place = None
    while traceback is not None:
        place = traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next
    return place


def _assert_at(file: str, line: int) -> ast.Assert | None:
    """The innermost assert statement that covers a line of a file, if there is one."""
    try:
        tree = ast.parse("".join(linecache.getlines(file)))
    except SyntaxError:
        return None
    covering = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert) and node.lineno <= line <= (node.end_lineno or 0)
    )
    return max(covering, key=lambda node: node.lineno, default=None)


def _as_written(test: ast.expr, operator: str) -> ast.Compare | None:
    """The comparison noted last, as it stands in the assert: the whole test, or a part of `and` and `or`."""
    parts = test.values if isinstance(test, ast.BoolOp) else [test]
    compares = [part for part in parts if isinstance(part, ast.Compare)]
    if len(compares) < len(parts):
        return None
    alike = [compare for compare in compares if operator in map(_symbol, compare.ops)]
    return alike[-1] if alike else None


def _symbol(operator: ast.cmpop) -> str:
    return _SYMBOLS[type(operator)]


def _in_words(comparison: Comparison, written: ast.Compare) -> str:
    operator, got, expected = comparison.operator, comparison.left, comparison.right
    # `assert 2 == value` expects 2 as well: what is written out is what is expected.
    if operator in _MIRRORED and _is_written_out(written.left) and not _is_written_out(written.comparators[-1]):
        operator, got, expected = _MIRRORED[operator], expected, got
    template = _WORDS.get(operator, NOTHING_TO_SAY)
    right, mine = shown(expected), shown(got)
    sentence = (_LOOK_ALIKE if operator == "==" and right == mine else template).format(expected=right, got=mine)
    return difference.told(expected, got, sentence) if operator == "==" else sentence


def _is_written_out(node: ast.expr) -> bool:
    return all(
        isinstance(
            part,
            ast.Constant | ast.Tuple | ast.List | ast.Set | ast.Dict | ast.UnaryOp | ast.expr_context | ast.unaryop,
        )
        for part in ast.walk(node)
    )


@contextmanager
def watched(comparisons: list[Comparison]) -> Iterator[None]:
    """Note every comparison that a failing assert shows, and keep pytest from drawing endless differences.

    pytest's own hook (`pytest_assertrepr_compare`) can add to its explanation and cannot prevent it: comparing a
    megabyte of a student's output line by line would take minutes of *our* time. So its function is wrapped.
    """
    from _pytest.assertion import util

    usual = util._reprcompare
    util._reprcompare = _bounded(usual, comparisons)
    try:
        yield
    finally:
        util._reprcompare = usual


Explain = Callable[[str, object, object], str | None]


def _bounded(usual: Explain | None, comparisons: list[Comparison]) -> Explain:
    def explain(operator: str, left: object, right: object) -> str | None:
        left, right = _listed(left), _listed(right)
        comparisons.append(Comparison(operator, left, right))
        if usual is None or _size(left) + _size(right) > _LARGEST_SHOWN:
            plain = f"{shown(left)} {operator} {shown(right)}"
            return plain.replace("\n", "\\n").replace("%", "%%")
        return usual(operator, left, right)

    return explain


def _listed(value: object) -> object:
    """The numbers of a run as the list that they are."""
    return list(value) if type(value) is Numbers else value


def _size(value: object, depth: int = 10) -> int:
    """About how much there is to draw; what is not a plain value is never drawn."""
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, int):
        return value.bit_length() // 3
    if value is None or isinstance(value, float | complex) or type(value).__module__.startswith("_pytest."):
        return 1
    if depth == 0 or type(value) not in (list, tuple, set, frozenset, dict):
        return _LARGEST_SHOWN + 1
    if len(value) > _LARGEST_SHOWN:  # type: ignore[arg-type]
        return len(value)  # type: ignore[arg-type]
    parts = [*value.keys(), *value.values()] if isinstance(value, dict) else list(value)  # type: ignore[call-overload]
    size = 1
    for part in parts:
        size += _size(part, depth - 1)
        if size > _LARGEST_SHOWN:
            break
    return size
