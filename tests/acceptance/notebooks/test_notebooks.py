"""Notebooks as students hand them in: each gets a named verdict, and none a traceback."""

import contextlib
import io
import subprocess
import sys
import traceback
from pathlib import Path

import nbformat
import pytest

from grader.course.model import Exercise
from grader.errors import DeliveryError
from grader.intake import Delivery, Submission, accept
from tests.support.reading import refused

HERE = Path(__file__).parent
EXERCISE = Exercise(slug="add-lock", title="Lock", folder=HERE, entry="add_lock.py")


def accepted(name: str) -> Submission:
    return accept(Delivery(HERE / name), EXERCISE)


def printed(submission: Submission) -> str:
    """Run a harmless notebook of ours as a program."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(submission.source, submission.module, "exec", dont_inherit=True), {"__name__": "__main__"})
    return out.getvalue()


def test_the_seed_notebook_is_genuine():
    notebook = nbformat.read(HERE / "seed.ipynb", as_version=nbformat.NO_CONVERT)

    nbformat.validate(notebook)
    assert 4 == notebook.nbformat
    assert [None, None, None, 2, 3, 5, None] == [cell.execution_count for cell in notebook.cells]
    outputs = [[output.text for output in cell.outputs] for cell in notebook.cells]
    assert [[], [], [], ["end main\n"], ["end main\n"], ["Start value 0\nend value 1\nend main\n"], []] == outputs


def test_the_seed_notebook_is_located_by_cell():
    submission = accepted("seed.ipynb")
    lines = submission.source.split("\n")

    def where(text):
        place = submission.locate(next(n for n, line in enumerate(lines, 1) if text in line))
        return place.file, place.cell, place.line

    assert None is refused(submission)
    assert () == submission.notices
    assert ("seed.ipynb", 4, 18) == where("Processes.append(p)")
    assert ("seed.ipynb", 5, 1) == where("from threading import Thread")
    assert ("seed.ipynb", 6, 8) == where("local_copy = database_value")
    assert ("seed.ipynb", 7, 7) == where("number.value += 1")


@pytest.mark.parametrize("name", ["colab.ipynb", "format_2.ipynb", "format_3.ipynb", "no_metadata.ipynb"])
def test_notebooks_of_every_age_run(name):
    submission = accepted(name)

    assert None is refused(submission)
    assert "end value 2\n" == printed(submission)


def test_old_and_new_formats_are_the_same_program():
    assert (
        accepted("no_metadata.ipynb").source == accepted("format_2.ipynb").source == accepted("format_3.ipynb").source
    )


def test_every_magic_is_told_and_the_rest_runs():
    submission = accepted("magics.ipynb")

    assert None is refused(submission)
    assert "45 2 [] 100 %\nkept\nlast 45\n" == printed(submission)
    assert [
        *(f"cell 1, line {line}" for line in (1, 2, 4, 6, 7, 8, 19, 20, 21, 22, 23)),
        *(f"cell {cell}, line 1" for cell in (2, 3, 4, 5, 6, 7)),
    ] == [notice.split(":")[0] for notice in submission.notices]


def test_cells_run_in_the_order_they_stand_and_not_as_they_were_run():
    submission = accepted("out_of_order.ipynb")

    with pytest.raises(NameError) as raised:
        printed(submission)
    place = submission.locate(traceback.extract_tb(raised.tb)[-1].lineno)
    assert ("out_of_order.ipynb", 1, 2) == (place.file, place.cell, place.line)


def test_a_module_that_the_notebook_writes_lies_beside_it(tmp_path):
    submission = accepted("writes_worker.ipynb")
    for name, data in submission.files.items():
        (tmp_path / name).write_bytes(data)

    ran = subprocess.run([sys.executable, submission.module], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "14\n" == ran.stdout


@pytest.mark.parametrize(
    ("name", "message", "cell", "line"),
    [
        ("syntax_error.ipynb", "'(' was never closed", 2, 2),
        ("awaits.ipynb", "'await' outside function (a notebook may await", 2, 1),
    ],
)
def test_what_python_refuses_is_told_by_cell(name, message, cell, line):
    submission = accepted(name)

    claim = refused(submission)
    assert claim.message.startswith(message)
    place = claim.location
    assert (name, cell, line) == (place.file, place.cell, place.line)


def test_a_notebook_with_nothing_but_text_says_so():
    assert "the notebook has no code" == accepted("only_text.ipynb").problem.message


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("empty.ipynb", "empty.ipynb is empty"),
        ("truncated.ipynb", "truncated.ipynb is not a notebook: its JSON is broken (line "),
        ("not_a_notebook.ipynb", "not_a_notebook.ipynb is not a notebook: it does not say of which format it is"),
        ("kernel_r.ipynb", "kernel_r.ipynb is a notebook for R, not for Python"),
    ],
)
def test_what_is_no_python_notebook_is_named(name, message):
    with pytest.raises(DeliveryError) as refused:
        accepted(name)
    assert refused.value.message.startswith(message)


def test_every_notebook_here_is_used():
    tested = Path(__file__).read_text(encoding="utf-8")

    assert [] == [path.name for path in HERE.glob("*.ipynb") if path.name not in tested]
