"""Code cells to one module."""

import subprocess
import sys

import pytest

from grader.intake.decode import SourceProblem, decode
from grader.intake.notebook.convert import module_of
from grader.worker import reading


def a_module(*cells):
    return module_of(cells)


def refusal(module):
    """What Python says to the module, as a worker asks it."""
    return reading.refusal(module.text, "n.py", [(piece.first, piece.count) for piece in module.cells.pieces])


def where(module):
    """The cell and line that Python's refusal is told for."""
    return module.cells.cell_line(refusal(module)["line"])


def test_cells_stand_one_below_the_other():
    module = a_module("x = 1\n", "print(x)")

    assert ["# cell 1", "x = 1", "# cell 2", "print(x)", ""] == module.text.split("\n")[1:]
    assert None is module.problem
    assert None is refusal(module)
    assert [(3, 1, 1), (5, 2, 1)] == list(module.cells)
    assert module.text.encode() == module.data


def test_every_kind_of_line_end_counts_as_one_line():
    module = a_module("a = 1\r\nb = 2\rc = 3", "d = 4")

    assert (1, 3) == module.cells.cell_line(module.text.split("\n").index("c = 3") + 1)


def test_blank_lines_and_empty_cells_keep_their_numbers():
    module = a_module("\n\nx = 1\n\n", "", "y = 2")

    assert (1, 3) == module.cells.cell_line(module.text.split("\n").index("x = 1") + 1)
    assert (3, 1) == module.cells.cell_line(module.text.split("\n").index("y = 2") + 1)


@pytest.mark.parametrize(
    ("cells", "cell", "line", "message"),
    [
        (["x = 1", "a = 2\ny = (3,\n"], 2, 2, "'(' was never closed"),
        (["x = 1", "if x:\n"], 2, 1, "expected an indented block after 'if' statement on line 1"),
        (["x = [1,", "2]"], 1, 1, "'[' was never closed"),
        (["x = 1", "%time y = 1\nif y\n    pass"], 2, 2, "expected ':'"),
        (["x = 1", "return x"], 2, 1, "'return' outside function"),
        (
            ["x = 1", "a = 1\n" + "-" * 100_000 + "1"],
            2,
            1,
            "the code is too deeply nested, or too large, for Python to read",
        ),
    ],
)
def test_a_syntax_error_is_told_by_its_cell(cells, cell, line, message):
    module = a_module(*cells)

    assert message == refusal(module)["message"]
    assert (cell, line) == where(module)


def test_a_nul_is_seen_without_a_parser():
    module = a_module("x = 1", "y = 2\nz = '\0'")

    assert "source code cannot contain null bytes" == module.problem.message
    assert (2, 2) == module.cells.cell_line(module.problem.line)


def test_a_line_number_in_a_message_counts_in_the_cell():
    module = a_module("\n" * 50, "x = 1\nif x:\npass")

    assert refusal(module)["message"].endswith("after 'if' statement on line 2")
    assert (2, 3) == where(module)


def test_what_only_the_whole_module_shows_is_a_problem_too():
    module = a_module("x = 1", "global x")

    assert "name 'x' is assigned to before global declaration" == refusal(module)["message"]
    assert (2, 1) == where(module)


@pytest.mark.parametrize("cells", [[], [""], ["\n", "  \n\n"]])
def test_a_notebook_without_code_says_so(cells):
    assert SourceProblem("the notebook has no code", type="NotebookError") == a_module(*cells).problem


def test_future_imports_may_stand_in_any_cell():
    module = a_module("x = 1", "from __future__ import (\n    annotations,\n)\ndef f(y: undefined): pass")

    assert None is refusal(module)
    assert "from __future__ import annotations" == module.text.split("\n")[1]
    exec(compile(module.text, "n.py", "exec", dont_inherit=True), {"__name__": "n"})
    assert (2, 4) == module.cells.cell_line(module.text.split("\n").index("def f(y: undefined): pass") + 1)


def test_display_is_there_as_in_a_kernel_and_prints_nothing(capsys):
    module = a_module("x = [1]", "from __future__ import annotations\ndisplay(x, raw=True)\nx.append(display)")

    scope: dict = {}
    exec(compile(module.text, "n.py", "exec", dont_inherit=True), scope)

    assert "" == capsys.readouterr().out
    assert [1, scope["display"]] == scope["x"]
    assert (2, 2) == module.cells.cell_line(module.text.split("\n").index("display(x, raw=True)") + 1)


def test_display_may_be_a_notebooks_own():
    module = a_module("def display(x): return x + 1", "y = display(1)")

    scope: dict = {}
    exec(compile(module.text, "n.py", "exec", dont_inherit=True), scope)

    assert 2 == scope["y"]
    assert (1, 1) == module.cells.cell_line(module.text.split("\n").index("def display(x): return x + 1") + 1)


@pytest.mark.parametrize("cookie", ["# -*- coding: latin-1 -*-", "# coding: klingon", "!echo coding=latin-1"])
def test_a_comment_about_an_encoding_means_nothing(cookie):
    module = a_module(f"{cookie}\nx = 'ü'")

    assert module.text == decode(module.data, "n.py").text
    scope: dict = {}
    exec(compile(module.data, "n.py", "exec"), scope)
    assert "ü" == scope["x"]


def test_python_runs_the_file_as_it_is(tmp_path):
    path = tmp_path / "n.py"
    path.write_bytes(a_module("# coding: klingon\nx = 'ü'", "%time print(ascii(x))").data)

    assert "'\\xfc'\n" == subprocess.run([sys.executable, path], capture_output=True, text=True, check=True).stdout


def test_remarks_name_cell_and_line_and_are_bounded():
    module = a_module("x = 1\n%pwd", "!ls\n" * 40)

    assert "cell 1, line 2: %pwd was left out" == module.notices[0]
    assert "cell 2, line 1: !ls was left out" == module.notices[1]
    assert 31 == len(module.notices)
    assert "and 11 more lines that are not Python" == module.notices[-1]


def test_a_written_module_knows_its_lines():
    module = a_module("%%writefile w.py\na = 1\nb = 2\n", "x = 1", "\n%%writefile -a w.py\nc = 3")

    written = module.beside["w.py"]
    assert "a = 1\nb = 2\nc = 3\n" == written.text
    assert [(1, 1, 2), (2, 1, 3), (3, 3, 3)] == list(written.cells)


def test_a_module_that_is_written_again_is_new():
    assert "b = 2\n" == a_module("%%writefile w.py\na = 1", "%%writefile w.py\nb = 2").beside["w.py"].text
