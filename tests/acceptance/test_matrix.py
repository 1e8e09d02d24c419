"""An exercise that is judged in several surroundings, with real workers."""

import csv
import json
import os
import shlex
import sys
from pathlib import Path

import pytest

from tests.support.command import grade
from tests.support.courses import ENTRY, SLUG, a_course

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="the shim is a shell script")]

SUITE = '''
    from grader.suite import points

    @points(1)
    def test_it_prints_nothing_on_import(submission):
        """Importing the file prints nothing."""
        submission.load()
        assert submission.stdout == "", "it prints"

    @points(1)
    def test_the_child_says_so(submission):
        """The file is imported once in all."""
        assert submission.run().text.count("imported") == 1, "it is imported again in the child"
    '''
PROGRAM = """
    from multiprocessing import Process
    if __name__ != "__mp_main__" or True:
        pass

    def child():
        pass

    if __name__ in ("__main__", "__mp_main__"):
        print("imported")

    if __name__ == "__main__":
        process = Process(target=child)
        process.start()
        process.join()
    """


@pytest.fixture
def course(tmp_path):
    own = "{}.{}".format(*sys.version_info[:2])
    matrix = f'[matrix]\npython = ["{own}", "3.99"]\nstart_methods = ["fork", "spawn"]\n'
    a_course(tmp_path, SUITE, reference=PROGRAM, limits=matrix)
    return tmp_path


def test_a_row_each_and_what_is_absent_is_said(course):
    done = grade("check", f"solutions/{SLUG}/reference", "--json", here=course)
    (report,) = json.loads(done.stdout)["reports"]
    own = "{}.{}".format(*sys.version_info[:2])

    assert [
        (own, "fork", None, []),
        (own, "spawn", None, ["test_the_child_says_so"]),
        ("3.99", "fork", "Python 3.99 is not on this machine", []),
        ("3.99", "spawn", "Python 3.99 is not on this machine", []),
    ] == [(row["python"], row["start_method"], row["absent"], row["lost"]) for row in report["rows"]]
    assert (1.0, 2.0) == (report["points"], report["max_points"])
    assert f"Python {own}, spawn: it is imported again in the child" in report["checks"][1]["rationale"]


def with_another_interpreter(tmp_path):
    """The path on which there is a 3.99: a shim that stands for another installation says another version, and is this
    interpreter under another name."""
    other = tmp_path / "bin" / "python3.99"
    other.parent.mkdir()
    other.write_text(
        "#!/bin/sh\n"
        'case "$*" in *version_info*) echo 3.99; echo "can work"; exit;; esac\n'
        f'export PYTHONSHIM=yes; exec {shlex.quote(sys.executable)} -X shim "$@"\n'
    )
    other.chmod(0o755)
    return f"{other.parent}{os.pathsep}{os.environ['PATH']}"


def test_another_interpreter_really_runs_it(course, tmp_path):
    program = "import sys\ndatabase_value = 0\nprint('shim' in sys._xoptions)\n"
    (course / "mine.py").write_text(program)
    suite = SUITE[: SUITE.index("    @points(1)\n    def test_the_child")].replace('== ""', '== "True\\n"')
    own = "{}.{}".format(*sys.version_info[:2])
    a_course(course, suite, limits=f'[matrix]\npython = ["{own}", "3.99"]\n')
    path = with_another_interpreter(tmp_path)
    done = grade("check", "mine.py", "--exercise", SLUG, "--json", here=course, PATH=path)
    (report,) = json.loads(done.stdout)["reports"]

    assert [["test_it_prints_nothing_on_import"], []] == [row["lost"] for row in report["rows"]]
    assert [None, None] == [row["absent"] for row in report["rows"]]
    assert Path(course / "mine.py").read_text() == program
    assert ENTRY not in report["submission"]["entry"]


def test_what_was_not_judged_in_a_row_is_due_when_its_interpreter_has_come(course, tmp_path):
    suite = SUITE[: SUITE.index("    @points(1)\n    def test_the_child")]
    own = "{}.{}".format(*sys.version_info[:2])
    a_course(course, suite, limits=f'[matrix]\npython = ["{own}", "3.99"]\n')
    (course / "in").mkdir()
    (course / "in" / "ada.py").write_text(
        "import sys\ndatabase_value = 0\nif 'shim' in sys._xoptions: print('there')\n"
    )

    def graded(path):
        done = grade("batch", "in", "--exercise", SLUG, "--out", "out", here=course, PATH=path)
        (row,) = csv.DictReader((course / "out" / "grades.csv").read_text().splitlines())
        return row["points"], "1 different submission to judge" in done.stderr, done.stderr

    path = with_another_interpreter(tmp_path)
    points, new, said = graded(os.environ["PATH"])
    assert ("1", True) == (points, new)
    assert "Careful: there is no Python 3.99 to judge in: what [matrix] asks of it is left out." in said
    a_course(course, suite.replace("points(1)", "points(3)"), limits=f'[matrix]\npython = ["{own}", "3.99"]\n')
    assert 0 == grade("rescore", SLUG, "--out", "out", "--yes", here=course).returncode
    assert ("3", False) == graded(os.environ["PATH"])[:2], "what was rescored has the key of what would be judged"
    points, new, said = graded(path)
    assert ("0", True) == (points, new)
    assert "Careful" not in said
    assert ("0", False) == graded(path)[:2]
