"""From a delivery to a submission."""

import sys
from pathlib import Path

import pytest

from grader.course.model import Exercise
from grader.errors import DeliveryError
from grader.intake import Delivery, SourceProblem, accept, accept_as_in_a_class, bounds
from grader.intake.accept import submission_of
from grader.intake.bundle import Bundle
from grader.intake.submission import digest
from grader.report import Location
from tests.support.reading import refused

EXERCISE = Exercise(slug="add-lock", title="Lock", folder=Path("exercises/add-lock"), entry="add_lock.py")
NOTEBOOK = b"""{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
 {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "text"},
 {"cell_type": "code", "id": "b", "metadata": {},
  "source": ["%pip install x\\n", "x = 1"], "outputs": [], "execution_count": 1},
 {"cell_type": "code", "id": "c", "metadata": {}, "source": ["print(x)"], "outputs": [], "execution_count": 2}]}"""


def of_files(entry, **files):
    return submission_of(Bundle(entry, files, entry), entry)


def test_a_script_is_delivered_as_it_came(tmp_path):
    (tmp_path / "my file.py").write_bytes(b"x = 1\r\n")

    submission = accept(Delivery(tmp_path / "my file.py"), EXERCISE)

    assert ("my file.py", "my file.py") == (submission.entry, submission.module)
    assert {"my file.py": b"x = 1\r\n"} == submission.files
    assert "x = 1\n" == submission.source
    assert None is submission.problem
    assert digest({"my file.py": b"x = 1\r\n"}) == submission.digest
    assert Location(file="my file.py", line=1) == submission.locate(1)


def test_a_copy_that_is_another_text_is_told_of():
    """A browser calls the second download so: it may be the newer one."""
    files = {"a.py": b"x = 1", "a (1).py": b"x = 2", "a(2).py": b"x = 1", "a (b).py": b"x = 3"}

    assert (
        "a.py was judged, and a (1).py is not the same: whichever counts is to be called a.py, and handed in without the other",
    ) == of_files("a.py", **files).notices


def test_a_notebook_that_is_called_as_a_script_is_told_so():
    """Python would take it for an expression, and complain that there is no `null`."""
    submission = of_files("a.py", **{"a.py": NOTEBOOK})

    assert (
        SourceProblem("the file is a notebook, so its name has to end in .ipynb", None, "NotebookError")
        == submission.problem
    )
    assert of_files("a.py", **{"a.py": b'{"cells": "nbformat"}'}).problem is None


def test_a_plain_script_never_pays_for_notebooks_or_zips(tmp_path):
    import subprocess

    (tmp_path / "a.py").write_bytes(b"x = 1\n")
    code = (
        "import sys; from pathlib import Path; from grader.intake import *; from grader.course.model import Exercise;"
        f"accept(Delivery(Path({str(tmp_path / 'a.py')!r})), Exercise('a', 'A', Path('a'), 'a.py'));"
        "heavy = ('nbformat', 'zipfile', 'json', 'difflib', 'grader.intake.notebook');"
        "print([name for name in heavy if name in sys.modules])"
    )

    assert "[]\n" == subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_a_notebook_is_delivered_as_a_module(tmp_path):
    (tmp_path / "my file.ipynb").write_bytes(NOTEBOOK)

    submission = accept(Delivery(tmp_path / "my file.ipynb"), EXERCISE)

    assert ("my file.ipynb", "my file.py") == (submission.entry, submission.module)
    assert {"my file.py": submission.source.encode()} == submission.files
    assert digest({"my file.ipynb": NOTEBOOK}) == submission.digest
    assert ("cell 1, line 1: %pip install x was left out",) == submission.notices
    line = submission.source.split("\n").index("print(x)") + 1
    assert Location(file="my file.ipynb", line=1, cell=2) == submission.locate(line)


@pytest.mark.parametrize(("name", "data", "cell"), [("rita.ipynb", NOTEBOOK, 2), ("rita.PY", b"\nprint(x)", None)])
def test_in_a_class_a_file_runs_under_the_exercises_name_and_is_told_under_its_own(tmp_path, name, data, cell):
    (tmp_path / name).write_bytes(data)

    submission = accept_as_in_a_class(Delivery(tmp_path / name), EXERCISE)

    assert ("add_lock.py", {"add_lock.py"}) == (submission.module, set(submission.files))
    line = submission.source.split("\n").index("print(x)") + 1
    assert (name, cell) == (submission.locate(line).file, submission.locate(line).cell)


def test_in_a_class_nothing_else_is_called_otherwise(tmp_path):
    (tmp_path / "add_lock.py").write_bytes(b"import helper\n")
    (tmp_path / "helper.py").write_bytes(b"")

    assert None is accept_as_in_a_class(Delivery(tmp_path / "add_lock.py"), EXERCISE)
    assert None is accept_as_in_a_class(Delivery(tmp_path / "helper.py", neighbours=True), EXERCISE)


def test_a_folder_is_its_entry_alone_unless_neighbours_are_asked_for(tmp_path):
    (tmp_path / "add_lock.py").write_bytes(b"import helper\n")
    (tmp_path / "helper.py").write_bytes(b"")

    assert {"add_lock.py"} == set(accept(Delivery(tmp_path), EXERCISE).files)
    assert {"add_lock.py", "helper.py"} == set(accept(Delivery(tmp_path, neighbours=True), EXERCISE).files)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (b"x = 1\ny = \0\n", SourceProblem("source code cannot contain null bytes", 2)),
        (b"# coding: klingon\n", SourceProblem("unknown encoding: klingon", 1)),
    ],
)
def test_what_is_no_text_is_a_submission_with_a_problem(source, problem):
    submission = of_files("a.py", **{"a.py": source})

    assert problem == submission.problem
    assert {"a.py": source} == submission.files


@pytest.mark.parametrize("source", [b"x = (1\n", b"[x" + b" for x in y" * 90_000 + b"]\n"])
def test_what_only_a_parser_can_tell_is_left_to_a_worker(source):
    """The second text kills whoever compiles it."""
    assert None is of_files("a.py", **{"a.py": source}).problem


def test_an_empty_script_is_an_answer():
    assert None is of_files("a.py", **{"a.py": b""}).problem


def test_an_entry_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(bounds, "SOURCE_BYTES", 10)

    with pytest.raises(DeliveryError, match=r"^a.py is larger than 10 bytes, the most that can be graded$"):
        of_files("a.py", **{"a.py": bytes(11)})


def test_other_notebooks_and_twins_of_the_module_stay_outside():
    submission = of_files("a.ipynb", **{"a.ipynb": NOTEBOOK, "a.py": b"old", "b.ipynb": b"{}", "data.txt": b"1"})

    assert {"a.py", "data.txt"} == set(submission.files)
    assert submission.files["a.py"] != b"old"
    assert (
        "a.py was left out: a.ipynb is graded",
        "b.ipynb was left out: a.ipynb is graded",
    ) == submission.notices[:2]


def test_a_file_that_hides_a_module_of_pythons_own_is_remarked_on():
    submission = of_files("threading.py", **{"threading.py": b"", "lib/queue.py": b"", "queue.py": b""})
    first, second = submission.notices

    assert first.startswith("queue.py has the name of Python's own module queue: ")
    assert "`import queue` finds this file" in first
    assert second.startswith("threading.py has the name of Python's own module threading: ")
    assert "wherever Python itself runs the program, `import threading` may find this file" in second


def test_a_package_hides_what_it_is_called_like():
    beside = {
        "random/__init__.py": b"",
        "random/more.py": b"",
        "queue/more.py": b"",
        "csv/__init__.py": b"",
        "csv.py": b"",
    }
    csv, random = of_files("a.py", **{"a.py": b"", **beside}).notices

    assert csv.startswith("csv/ has the name of Python's own module csv: ")  # a package comes before a file
    assert random.startswith("random/ has the name of Python's own module random: ")
    assert "`import random` finds this folder in that one's place" in random


def test_what_is_built_into_python_or_frozen_cannot_be_hidden():
    assert () == of_files("a.py", **{f"{name}.py": b"" for name in ("a", "time", "sys", "os", "codecs")}).notices


def test_remarks_are_bounded():
    bundle = Bundle("a.py", {"a.py": b""}, "a.py", tuple(f"remark {n}" for n in range(50)))

    notices = submission_of(bundle, "a.py").notices

    assert bounds.NOTICES + 1 == len(notices)
    assert "and 20 more remarks like these" == notices[-1]


def test_a_module_that_a_notebook_writes_lies_beside_it_and_is_located_in_its_cell():
    notebook = NOTEBOOK.replace(
        b'["print(x)"]', b'["%%writefile worker.py\\n", "\\n", "def f():\\n", "    return 1 / 0\\n"]'
    )

    submission = of_files("a.ipynb", **{"a.ipynb": notebook})

    assert b"\ndef f():\n    return 1 / 0\n" == submission.files["worker.py"]
    assert Location(file="a.ipynb", line=4, cell=2) == submission.locate(3, "worker.py")


def test_a_notebook_cannot_write_over_its_own_module():
    notebook = NOTEBOOK.replace(b'["print(x)"]', b'["%%writefile a.py\\n", "x = 2"]')

    submission = of_files("a.ipynb", **{"a.ipynb": notebook})

    assert submission.source.encode() == submission.files["a.py"]
    assert {"a.py"} == set(submission.cells)


def test_a_notebook_with_a_lone_surrogate_is_refused_by_python_itself():
    submission = of_files("a.ipynb", **{"a.ipynb": NOTEBOOK.replace(b"print(x)", b"'\\ud800'")})

    claim = refused(submission)
    assert "surrogates not allowed" in claim.message
    assert Location(file="a.ipynb", line=1, cell=2) == claim.location
    with pytest.raises(SyntaxError):
        compile(submission.files["a.py"], "a.py", "exec")


@pytest.mark.parametrize("name", ["what?.txt", "trailing./a.txt", "data/aux.csv"])
def test_what_a_disk_of_windows_cannot_hold_is_told_there_and_judged_elsewhere(name, monkeypatch):
    assert name in of_files("a.py", **{"a.py": b"", name: b""}).files

    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(DeliveryError, match="Windows cannot have a file") as told:
        of_files("a.py", **{"a.py": b"", name: b""})
    assert name in told.value.message
