"""What the regular expressions of the program may be made of."""

import ast
import re._constants as op
import re._parser as parser
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


ONE_CHARACTER = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY, op.AT)


def may_lose_its_place(parsed, kept=False):
    """Whether something that is repeated and kept (`*+`, `++`) may fail after it has gone on by more than characters."""
    items = list(parsed)
    for number, (code, given) in enumerate(items):
        if kept and (
            code in (op.ASSERT, op.ASSERT_NOT) or (number < len(items) - 1 and not goes_by_characters(code, given))
        ):
            return True
        if any(may_lose_its_place(part, kept or code is op.POSSESSIVE_REPEAT) for part in parts(given)):
            return True
    return False


def goes_by_characters(code, given):
    return code in ONE_CHARACTER or (
        code is op.POSSESSIVE_REPEAT and next(each for each, _ in given[2]) in ONE_CHARACTER
    )


def parts(given):
    if isinstance(given, parser.SubPattern):
        return [given]
    return [part for some in given for part in parts(some)] if isinstance(given, tuple | list) else []


@pytest.mark.parametrize(
    ("pattern", "refused"),
    [
        (r"(?:a|'(?!''))*+'''", True),
        (r"(?:(?:a|(b(?<=b)))c)++", True),
        (r"(?:ab?c)*+", True),
        (r"(?:'[^']*'|a)++", True),
        (r"(?:a{1,2}+(?:b|\\c))*+", False),
        (r"(?>(?:a|'(?!''))*)'''", False),
        (r"[a-z]*+(?=b)", False),
        (r"(?:a++|b)*+c", False),
    ],
)
def test_it_is_seen(pattern, refused):
    assert refused == may_lose_its_place(parser.parse(pattern))


def test_no_pattern_is_one_that_the_first_releases_of_3_11_get_wrong():
    """Up to 3.11.4 (Debian 12 has 3.11.2) such a repeat goes on from where its last try failed (github.com/python/cpython/issues/100061 and 106052)."""
    found = []
    for path in sorted((ROOT / "grader").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "+" in node.value:
                try:
                    parsed = parser.parse(node.value)
                except (parser.error, OverflowError):
                    continue  # no pattern
                if may_lose_its_place(parsed):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}")

    assert [] == found
