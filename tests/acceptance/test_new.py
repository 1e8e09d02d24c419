"""`grade new`, as its users meet it: from nothing, from a marked source, from other graders' notebooks."""

from pathlib import Path

import pytest

from tests.support.command import grade
from tests.support.notebooks import NBGRADER, OK_TESTS, OTTER, written
from tests.unit.authoring.carry.test_read import SCRIPT

pytestmark = pytest.mark.slow


def test_from_nothing_to_a_proven_suite(tmp_path):
    """Even every mutant of the first exercise is rejected or accepted with a reason."""
    begun = grade("new", "use-semaphore", here=tmp_path)
    proved = grade("verify", "--mutants", "--runs", "1", "--jobs", "1", here=tmp_path)

    assert 0 == begun.returncode
    assert f"There was no course around: one begins in {tmp_path}.\n" == begun.stderr
    assert begun.stdout.startswith("use-semaphore: a new exercise, whole and small\n\n  exercises/use-semaphore/")
    assert (0, "") == (proved.returncode, proved.stderr), proved.stdout
    assert proved.stdout.rstrip().endswith("score 100 %")


def test_what_students_see_of_it(tmp_path):
    grade("new", "use-semaphore", "--title", 'Say "hello"', here=tmp_path)
    done = grade("check", here=tmp_path)

    assert 1 == done.returncode
    assert "use-semaphore   1 / 4" in done.stdout
    assert "counter ended as 1, expected 2." in done.stdout
    assert (tmp_path / "exercises/use-semaphore/README.md").read_text().startswith("# Say 'hello' · 4 points")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["Use Semaphore"],
            "'Use Semaphore' cannot be an exercise's name\n  A slug has small letters, digits and single ",
        ),
        (["first"], "there is an exercise first already\n  Nothing was changed. Choose another name."),
        (["second", "--course", "nowhere"], "nowhere is not a course: there is no such folder"),
        (["second", "--from", "nothing.py"], "nothing.py: there is no such file or folder"),
        (["second", "--from", "kit/course.toml"], "course.toml is neither a script nor a notebook"),
        (["second", "--course", "kit"], "Course is a kit"),
    ],
)
def test_what_cannot_be_begun(tmp_path, words, said):
    grade("new", "first", here=tmp_path)
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "course.toml").write_text('title = "Course"\n')
    done = grade("new", *words, here=tmp_path)

    assert (2, "") == (done.returncode, done.stdout)
    assert said in done.stderr
    assert ["course.toml", "first"] == sorted(path.name for path in (tmp_path / "exercises").iterdir())


@pytest.mark.parametrize("words", [["x", "--from", "nosuch"], ["No Slug"], ["x", "--course", "nowhere"]])
def test_a_command_that_fails_begins_no_course(tmp_path, words):
    done = grade("new", *words, here=tmp_path)

    assert (2, "") == (done.returncode, done.stdout)
    assert "one begins" not in done.stderr
    assert [] == list(tmp_path.iterdir())


def a_script(folder: Path):
    (folder / "greet.py").write_text(SCRIPT)
    return folder / "greet.py"


def an_nbgrader_notebook(folder: Path):
    return written(folder / "ps1.ipynb", *NBGRADER)


def an_otter_folder(folder: Path):
    (folder / "tests").mkdir()
    for name, content in OK_TESTS.items():
        (folder / "tests" / name).write_text(content)
    written(folder / "lab.ipynb", *OTTER)
    return folder


@pytest.mark.parametrize(
    ("make", "first", "left"),
    [
        (a_script, "carried: 2 checks from greet.py\n", []),
        (an_nbgrader_notebook, "carried: 2 checks from ps1.ipynb\n", ["cell 8 (why, 3 points): it is graded by hand"]),
        (
            an_otter_folder,
            "carried: 5 checks from lab.ipynb\n",
            ["tests/q9.py: it has no `test = {…}` in OK format", "question q2, cell 16: it is graded by hand"],
        ),
    ],
)
def test_what_is_carried_over_is_proved(tmp_path, make, first, left):
    (tmp_path / "old").mkdir()
    begun = grade("new", "carried", "--from", make(tmp_path / "old"), here=tmp_path)
    proved = grade("verify", "--runs", "1", "--jobs", "1", here=tmp_path)

    assert 0 == begun.returncode, begun.stderr
    assert begun.stdout.startswith(first)
    assert all(f"  {line}\n" in begun.stdout for line in left)
    assert (0, "") == (proved.returncode, proved.stderr), proved.stdout


def test_a_test_that_its_own_solution_does_not_pass_stays_behind(tmp_path):
    broken = SCRIPT + '\n### BEGIN TESTS\nassert greet("Bob") == "Bye"\n### END TESTS\n'
    empty = (
        broken + '\n### BEGIN TESTS\nprint(greet("Bob"))\n### END TESTS\n\n### BEGIN TESTS\nassert 1\n### END TESTS\n'
    )
    (tmp_path / "greet.py").write_text(empty)
    done = grade("new", "carried", "--from", "greet.py", here=tmp_path)

    assert 0 == done.returncode
    assert done.stdout.startswith("carried: 2 checks from greet.py\n")
    assert "(test_tests_4): it claims nothing that could fail" in done.stdout
    assert "(test_tests_3): its own solution does not pass it (Expected 'Bye', but got 'Hello, Bob!')" in done.stdout
    assert "(test_tests_5): the untouched file passes it, so that it proves nothing yet" in done.stdout
    behind = (tmp_path / "solutions/carried/_not_carried_over.md").read_text()
    assert '```\nassert greet("Bob") == "Bye"\n```' in behind


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (SCRIPT.replace("Hello", "Bye", 1), "its own solution does not pass it (Expected "),
        (f"import no_such.module\n{SCRIPT}", "'no_such'; install no_such beside the grader, or do without it)"),
    ],
)
def test_nothing_is_written_where_nothing_holds(tmp_path, source, said):
    (tmp_path / "greet.py").write_text(source)
    done = grade("new", "carried", "--from", "greet.py", here=tmp_path)

    assert (2, "") == (done.returncode, done.stdout)
    assert "no test of greet.py could be carried over" in done.stderr
    assert said in done.stderr
    assert not (tmp_path / "exercises" / "carried").exists()
