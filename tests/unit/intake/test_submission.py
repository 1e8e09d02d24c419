"""An accepted submission: its digest, its lines, its sources."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.accept import submission_of
from grader.intake.bundle import Bundle
from grader.intake.cellmap import CellMap, Piece
from grader.intake.submission import Submission, digest
from grader.report import Location
from tests.support.notebooks import code, written


def a_submission(**changes):
    values = {"entry": "a.py", "module": "a.py", "files": {"a.py": b"x = 1\n"}, "source": "x = 1\n", "digest": "0"}
    return Submission(**{**values, **changes})


def test_a_line_of_a_script_is_that_line():
    assert Location(file="a.py", line=3) == a_submission().locate(3)


def test_a_line_of_a_neighbour_is_told_under_its_own_name():
    assert Location(file="helper.py", line=3) == a_submission().locate(3, "helper.py")


def test_a_line_of_a_file_in_a_folder_is_told_under_its_whole_name():
    files = {"a.py": b"", "shapes/circle.py": b"import math\nx = 1\n"}
    submission = a_submission(files=files)

    assert Location(file="shapes/circle.py", line=2) == submission.locate(2, "circle.py")
    assert "x = 1" == submission.numbered()["shapes/circle.py", None, 2]


def test_the_last_line_of_a_notebook_is_shown():
    text = "# cell 1\nx = 1\n# cell 2\ny = 2\nprint(y)\n"
    notebook = a_submission(
        entry="a.ipynb", source=text, cells={"a.py": CellMap((Piece(2, 1, cell=1), Piece(4, 2, cell=2)))}
    )

    assert ["x = 1", "y = 2", "print(y)"] == list(notebook.numbered().values())


def test_a_line_of_a_notebook_is_shown_as_it_was_written(tmp_path):
    """And not the `pass` that runs in the place of a magic."""
    cells = ["%matplotlib inline\nx = 1", "from __future__ import annotations\nfiles = !ls"]
    data = written(tmp_path / "a.ipynb", *map(code, cells)).read_bytes()

    notebook = submission_of(Bundle("a", {"a.ipynb": data}), "a.ipynb")

    assert cells == [
        "\n".join(line for (_, at, _), line in notebook.numbered().items() if at == cell) for cell in (1, 2)
    ]


def test_a_line_of_a_notebook_is_told_by_its_cell():
    notebook = a_submission(entry="a.ipynb", cells={"a.py": CellMap((Piece(3, 5, cell=1), Piece(9, 4, cell=2)))})

    assert Location(file="a.ipynb", line=2, cell=2) == notebook.locate(10)
    assert Location(file="a.ipynb", line=2, cell=2) == notebook.locate(10, "a.py")
    assert Location(file="b.py", line=10) == notebook.locate(10, "b.py")


def test_a_line_before_the_first_is_the_first():
    assert 1 == a_submission().locate(0).line


def test_sources_are_the_python_files_that_python_could_read():
    files = {"a.py": b"x = 1\n", "lib/b.py": b"# coding: latin-1\ny = '\xfc'\n", "c.py": b"\xff", "d.txt": b"z"}

    assert {"a.py": "x = 1\n", "lib/b.py": "# coding: latin-1\ny = 'ü'\n"} == a_submission(files=files).sources()


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("# Größe\nx = 1\n".encode("windows-1252"), r"# Gr\xf6\xdfe"),
        ("# Größe\r\nx = 1\r\n".encode("utf-16"), "# Größe"),
        (b"\xff\xfe#\0 \0o", r"# \x6f"),
        (b"\xef\xbb\xbf# coding: latin-1\n", "# coding: latin-1"),
    ],
)
def test_the_line_that_python_complains_about_is_shown_though_it_cannot_be_decoded(data, shown):
    submission = submission_of(Bundle("a", {"a.py": data}), "a.py")

    assert (True, "") == (submission.problem is not None, submission.source)
    assert shown == submission.numbered()["a.py", None, 1]


def test_a_digest_sees_names_and_content():
    same = digest({"a.py": b"1", "b.py": b"2"})

    assert 64 == len(same)
    assert same == digest({"b.py": b"2", "a.py": b"1"})
    assert same != digest({"a.py": b"2", "b.py": b"1"})
    assert same != digest({"c.py": b"1", "b.py": b"2"})


@given(
    st.dictionaries(st.text(max_size=3), st.binary(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=3), st.binary(max_size=3), max_size=3),
)
def test_different_files_have_different_digests(one, other):
    assert (one == other) == (digest(one) == digest(other))
