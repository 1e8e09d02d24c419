"""Modules to notebooks: for kits, and back again."""

import ast
import warnings

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.notebook import from_module, to_module
from grader.intake.notebook.write import Cell, cells_of

SKELETON = '''"""Two threads, one value."""

from threading import Thread


def increase():
    """Add one.


    Twice indented."""


# start here
if __name__ == "__main__":
    increase()
'''


def test_two_blank_lines_divide_cells_but_not_inside_a_text():
    first, second, third = cells_of(SKELETON)

    assert first.source.endswith("import Thread")
    assert second.source.endswith('Twice indented."""')
    assert third.source.startswith("# start here")


def test_marks_divide_cells_and_say_which_are_text():
    text = "x = 1\n# %% [markdown]\n# # Title\n#\n# text\n# %% a cell\ny = 2\n\n\nz = '''\n# %% no\n'''\n"

    assert (
        Cell("x = 1"),
        Cell("# Title\n\ntext", is_code=False),
        Cell("y = 2\n\n\nz = '''\n# %% no\n'''"),
    ) == cells_of(text)


@pytest.mark.parametrize("text", ["", "\n\n\n"])
def test_an_empty_module_has_no_cells(text):
    assert () == cells_of(text)


def test_the_notebook_is_valid_and_always_the_same():
    written = from_module(SKELETON)

    nbformat.validate(nbformat.reads(written, as_version=4))
    assert written == from_module(SKELETON)
    assert '"id": "cell-1"' in written
    assert written.endswith("}\n")


def test_reading_back_gives_the_same_program():
    back = to_module(from_module(SKELETON).encode(), "n.ipynb")

    assert ast.dump(ast.parse(SKELETON)) == ast.dump(ast.parse(back.text))


LINES = [
    "x = 1",
    "",
    "",
    "def f():\n    pass",
    "# note",
    "'''a\n\n\nb'''",
    "# %%",
    "# %% [markdown]\n# t",
    "if x:\n\n\n    y = 2",
]


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_any_module_reads_back_as_the_same_program(pieces):
    text = "\n".join(pieces)
    without_text = text.replace("# %% [markdown]", "# %%")

    for module in (text, without_text):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            back = to_module(from_module(module).encode(), "n.ipynb")
        if any(cell.is_code for cell in cells_of(module)):
            assert None is back.problem
        if module is without_text:
            assert ast.dump(ast.parse(module)) == ast.dump(ast.parse(back.text))
