"""What a notebook shows and a program does not."""

import ast

import pytest

from grader.intake import Submission
from grader.intake.cellmap import CellMap, Piece
from grader.report import Location
from grader.sandbox.pointers import shown


def seen(*cells):
    """The slip in a notebook of these cells."""
    text, pieces = "", []
    for number, cell in enumerate(cells, 1):
        text += f"# cell {number}\n"
        pieces.append(Piece(text.count("\n") + 1, cell.count("\n") + 1, cell=number))
        text += f"{cell}\n"
    submission = Submission(
        "a.ipynb", "a.py", {"a.py": text.encode()}, text, "", cells={"a.py": CellMap(tuple(pieces))}
    )
    return shown.seen_in(submission, lambda: ast.parse(text))


def test_the_last_line_of_a_cell_that_is_worth_something_is_pointed_at():
    slip = seen("def mean(v):\n    return sum(v) / len(v)", "data = [1, 2]\nmean(data)", "data = [3]")

    assert Location("a.ipynb", 2, cell=2) == slip.location
    assert "Look at cell 2, line 2: Jupyter shows" in slip.words


def test_what_display_shows_is_pointed_at():
    slip = seen("def display(*objects, **how): pass", "total = 3\ndisplay(total)")

    assert Location("a.ipynb", 2, cell=2) == slip.location


@pytest.mark.parametrize(
    "cell",
    ["x = 1", "1 + 1\nx = 1", "def f():\n    1 + 1", '"words"', "", "t.join()", "xs.append(3)", "def f(): pass\nf()"],
)
def test_what_shows_nothing_is_not(cell):
    assert seen(cell) is None


def test_a_script_has_no_cells():
    assert (
        shown.seen_in(Submission("a.py", "a.py", {"a.py": b"1 + 1"}, "1 + 1", ""), lambda: ast.parse("1 + 1")) is None
    )
