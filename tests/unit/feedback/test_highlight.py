"""Colours lose nothing, and never take long."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.feedback.highlight import highlighted


def kinds(*lines):
    return [[(piece.kind, piece.text) for piece in row if piece.text.strip()] for row in highlighted(lines)]


def test_what_is_coloured():
    assert [
        [("k", "def"), ("d", "f"), ("", "(x): "), ("c", "# why")],
        [("k", "return"), ("s", 'rb"a\\"b"'), ("", " + "), ("n", "1e5")],
        [("k", "class"), ("d", "Über"), ("", ": x = "), ("s", "'# no comment'")],
    ] == kinds("def f(x): # why", '    return rb"a\\"b" + 1e5', "class Über: x = '# no comment'")


def test_a_text_of_several_lines_is_one():
    assert [[("", "x = "), ("s", '"""one')], [("s", "two")], [("s", '"""'), ("", " + y")]] == (
        kinds('x = """one', "two", '""" + y')
    )


@pytest.mark.parametrize("text", ["'''never closed\nx = 1", "x = 'open\ny = 2", '"\\', "def ", "#"])
def test_what_is_no_python_is_shown_all_the_same(text):
    lines = text.split("\n")

    assert lines == ["".join(piece.text for piece in row) for row in highlighted(lines)]


@given(st.lists(st.text(st.characters(exclude_characters="\n")), max_size=9))
def test_the_pieces_of_a_line_are_the_line(lines):
    assert lines == ["".join(piece.text for piece in row) for row in highlighted(lines)]


def test_our_own_files_are_all_there():
    for path in Path(__file__).parents[3].glob("grader/*/*.py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines == ["".join(piece.text for piece in row) for row in highlighted(lines)]


@pytest.mark.parametrize("evil", ['"', "'''", "r", '"\\', "def ", '""', "rb'", "0x", " # ", "\\"])
def test_no_text_is_tried_in_many_ways(evil):
    """An expression that takes back what it took would still be at it tomorrow."""
    lines = [evil * 9] * 5_000

    assert lines == ["".join(piece.text for piece in row) for row in highlighted(lines)]


def test_endless_lines_stay_plain():
    assert [[("", "x" * 500)]] == kinds("x" * 500)
    assert [[("", "x = 1 " * 100)]] == kinds("x = 1 " * 100)
