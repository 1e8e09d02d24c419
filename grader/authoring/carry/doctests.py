"""Tests in the form of a Python session (OK format, otter), as asserts that say the same."""

from __future__ import annotations

import ast
import doctest

from grader.authoring.text import Text


class Untold(Exception):
    """What a session shows cannot be said as an assert."""


def asserts(session: str) -> str:
    """The code of a session; each shown result becomes an assert. Raises Untold."""
    try:
        examples = doctest.DocTestParser().get_examples(session)
    except ValueError as odd:
        raise Untold(f"it is no Python session: {odd}") from None
    return "\n".join(_line(example.source.rstrip("\n"), example.want) for example in examples)


def with_output(source: str, output: str | None) -> str:
    """A cell whose last line shows something, which otter expects to be shown again."""
    try:
        body = ast.parse(source).body
    except SyntaxError as odd:
        raise Untold(f"it is no Python: {odd}") from None
    if output is None:
        return source
    if not body or not isinstance(body[-1], ast.Expr):
        raise Untold("a loop or a definition shows something")
    lines = source.splitlines()
    before = lines[: body[-1].lineno - 1]
    last = ast.get_source_segment(source, body[-1]) or ""
    return "\n".join([*before, _line(last, output)])


def _line(source: str, want: str) -> str:
    want = want.strip("\n")
    if not want:
        return source
    if want.startswith("Traceback"):
        return _raises(source, want)
    try:
        expression = ast.parse(source, mode="eval").body
    except SyntaxError:
        raise Untold("a loop or a definition shows something") from None
    return f"assert {_claim(expression, source, want)}"


def _claim(expression: ast.expr, source: str, want: str) -> str:
    if want == "True":
        return source
    if isinstance(expression, ast.Call) and getattr(expression.func, "id", "") == "print":
        if expression.keywords:
            raise Untold("print with options shows something")
        shown = ", ".join(ast.unparse(argument) for argument in expression.args)
        comma = "," if len(expression.args) == 1 else ""
        return f'" ".join(map(str, ({shown}{comma}))) == {want!r}'
    if any(isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print" for node in ast.walk(expression)):
        raise Untold("what is printed is expected")
    if "#" in source:  # a comment would take in what follows it
        source = ast.unparse(expression)
    whole = f"({source})" if _is_loose(expression) else source
    try:
        ast.literal_eval(want)
    except (ValueError, SyntaxError):
        return f"repr({whole}) == {want!r}"
    return f"{whole} == {want}"


def _is_loose(expression: ast.expr) -> bool:
    """Whether `==` behind it would be read otherwise."""
    return isinstance(expression, ast.Compare | ast.BoolOp | ast.IfExp | ast.Lambda | ast.UnaryOp | ast.Tuple)


def _raises(source: str, want: str) -> str:
    kind = want.splitlines()[-1].partition(":")[0].strip().rpartition(".")[2]
    try:
        inside = "\n".join(Text(source).indented("    "))
    except SyntaxError as odd:
        raise Untold(f"it is no Python: {odd}") from None
    return f"with pytest.raises({kind}):\n{inside}"


def claims_something(body: str) -> bool:
    """Whether a test can fail by itself: it asserts, raises, or calls what may."""
    try:
        nodes = list(ast.walk(ast.parse(body)))
    except SyntaxError:
        return True  # told otherwise
    calls = (node.value for node in nodes if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))
    called = any(getattr(call.func, "id", "") != "print" for call in calls)
    return called or any(isinstance(node, ast.Assert | ast.Raise) for node in nodes)
