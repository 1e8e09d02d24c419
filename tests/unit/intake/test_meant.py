"""An empty file, and the answer to another exercise, are said to be that; whatever else one hands in is not."""

import pytest

from grader.course.model import Exercise
from grader.intake import Submission
from grader.intake.decode import SourceProblem
from grader.intake.meant import remarks

SKELETONS = {
    "add-lock": "value = 0\ndef increase():\n    pass\n",
    "bank": "class Account:\n    pass\ndef transfer(a, b):\n    def inner(): pass\n",
    "quiz": "THREADS = None\nGIL = None\n",
    "fix-typo": "def square():\n    pass\n",
    "guard-main": "async def square():\n    pass\n",
}


@pytest.fixture
def remark(tmp_path):
    """What is said of a text that is judged as an exercise of a course of these skeletons."""
    exercises = {}
    for slug, text in SKELETONS.items():
        (tmp_path / slug).mkdir()
        (tmp_path / slug / "answer.py").write_text(text)
        exercises[slug] = Exercise(slug=slug, title="", folder=tmp_path / slug, entry="answer.py")

    def said(text, slug, problem=None):
        submission = Submission(entry="my.py", module="my.py", files={}, source=text, digest="", problem=problem)
        return remarks(submission, exercises[slug], exercises.values())

    said.exercises = exercises
    return said


@pytest.mark.parametrize("text", ["", "\n \t\n", "# nothing yet\n   # really"])
def test_a_file_without_code_is_said_to_be_one(remark, text):
    (said,) = remark(text, "add-lock")

    assert said.startswith("my.py holds no code at all.")


def test_what_cannot_be_read_is_told_by_its_checks(remark):
    assert () == remark("", "add-lock", SourceProblem("bad bytes"))


@pytest.mark.parametrize(("text", "slug"), [(SKELETONS["bank"], "add-lock"), (SKELETONS["quiz"], "bank")])
def test_the_answer_to_another_exercise_is_said_to_be_one(remark, text, slug):
    (said,) = remark(f"import os\n{text}", slug)

    meant = "bank" if "Account" in text else "quiz"
    assert f"my.py looks like an answer to {meant}, and it was judged as one to {slug}." == said


def test_an_answer_that_could_be_to_several_others_is_said_to_be_to_one_of_them(remark):
    (said,) = remark(SKELETONS["guard-main"], "add-lock")

    assert "my.py looks like an answer to fix-typo or guard-main, and it was judged as one to add-lock." == said


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (SKELETONS["add-lock"], "add-lock"),
        ("def rename_increase(): pass", "add-lock"),
        ("class Account: pass", "add-lock"),  # half of another
        (SKELETONS["guard-main"], "fix-typo"),  # shared by both
        ("print(1)", "add-lock"),
    ],
)
def test_nothing_is_said_of_any_other_file(remark, text, slug):
    assert () == remark(text, slug)


def test_nothing_is_known_of_a_skeleton_that_is_gone_or_is_a_notebook(remark, tmp_path):
    (tmp_path / "add-lock" / "answer.py").unlink()

    assert () == remark(SKELETONS["bank"], "add-lock")
