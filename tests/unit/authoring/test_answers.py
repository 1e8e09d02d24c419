"""Which folders are answers, and what an answer looks like when it is handed in."""

import pytest

from grader.authoring import answers
from grader.authoring.answers import Kind
from grader.errors import DeliveryError
from tests.support.courses import ENTRY, SLUG, a_course


@pytest.fixture
def exercise(tmp_path):
    made = a_course(tmp_path).exercise(SLUG)
    for name in ("reference-main", "flawed/no_lock", "flawed/_draft", "refrence", ".git", "_later"):
        folder = tmp_path / "solutions" / SLUG / name
        folder.mkdir(parents=True)
        (folder / ENTRY).write_text("database_value = 1\n")
    return made


def test_references_and_flawed_answers_are_folders(exercise):
    assert ["reference", "reference-main"] == [answer.name for answer in answers.references(exercise)]
    assert [("no_lock", Kind.FLAWED)] == [(answer.name, answer.kind) for answer in answers.flawed(exercise)]


def test_a_folder_that_is_neither_is_a_stray(exercise):
    assert ["refrence"] == [path.name for path in answers.strays(exercise)]


def test_what_is_expected_is_not_handed_in(exercise):
    folder = exercise.solutions / "flawed" / "no_lock"
    (folder / "expect.toml").write_text('loses = ["test_one_call_adds_one"]\n')
    (folder / "table.csv").write_text("1,2\n")
    submission = answers.submission(folder, exercise)

    assert {ENTRY, "table.csv"} == set(submission.files)
    assert "database_value = 1\n" == submission.source


def test_another_text_may_stand_in_the_entry(exercise):
    submission = answers.submission(exercise.solutions / "reference", exercise, "x = 1\n")

    assert ("x = 1\n", ENTRY) == (submission.source, submission.entry)


def test_a_folder_without_an_answer_is_refused(exercise):
    (exercise.solutions / "flawed" / "empty").mkdir()

    with pytest.raises(DeliveryError, match="empty is empty") as told:
        answers.submission(exercise.solutions / "flawed" / "empty", exercise)
    assert f"The answer belongs into {ENTRY} there." == told.value.hint, "its author reads it, and hands nothing in"


def test_without_solutions_there_are_no_answers(tmp_path):
    made = a_course(tmp_path, reference=None).exercise(SLUG)

    assert ([], [], []) == (answers.references(made), answers.flawed(made), answers.strays(made))
    assert made.skeleton == answers.skeleton(made).path
