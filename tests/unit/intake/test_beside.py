"""What an exercise hands out lies beside every answer."""

from grader.course.model import Exercise
from grader.exploring.unlisted import pointed_at
from grader.intake import Delivery, accept, accept_as_in_a_class, bounds
from grader.intake.beside import handed_out, with_room


def an_exercise(folder, entry="main.py"):
    files = {
        "exercise.toml": "", "README.md": "# Scores", "main.py": "skeleton", "main.ipynb": "{}", "other.ipynb": "{}",
        "scores.csv": "a,1\n", "shapes/__init__.py": "", "examples/test_examples.py": "", "given/race.py": "race",
    }  # fmt: skip
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return Exercise(slug="scores", title="Scores", folder=folder, entry=entry)


def test_neither_the_skeleton_nor_what_is_to_be_read_lies_beside_an_answer(tmp_path):
    beside = {"scores.csv": b"a,1\n", "shapes/__init__.py": b""}

    assert beside == handed_out(an_exercise(tmp_path)).files
    assert beside == handed_out(an_exercise(tmp_path, entry="main.ipynb")).files


def test_an_answer_alone_has_what_its_exercise_hands_out_and_is_the_same_submission(tmp_path):
    exercise, other = an_exercise(tmp_path / "exercise"), Exercise("none", "None", tmp_path / "nowhere", "main.py")
    (tmp_path / "mine.py").write_text("x = 1\n")
    delivery = Delivery(tmp_path / "mine.py")
    submission, alone = accept(delivery, exercise), accept(delivery, other)

    assert {"mine.py", "scores.csv", "shapes/__init__.py"} == submission.files.keys()
    assert {"mine.py"} == alone.files.keys()
    assert alone.digest == submission.digest
    assert {"main.py", "scores.csv", "shapes/__init__.py"} == accept_as_in_a_class(delivery, exercise).files.keys()


def test_what_an_author_brings_is_taken_as_it_is(tmp_path):
    exercise = an_exercise(tmp_path / "exercise")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "main.py").write_text("x = 1\n")
    (mine / "scores.csv").write_text("b,2\n")

    submission = accept(Delivery(mine, neighbours=True), exercise)

    assert (b"b,2\n", b"") == (submission.files["scores.csv"], submission.files["shapes/__init__.py"])


def test_what_cannot_lie_beside_an_answer_is_remarked_on_where_nobody_brings_it(tmp_path):
    exercise = an_exercise(tmp_path / "exercise")
    (exercise.folder / "large.csv").write_bytes(bytes(bounds.NEIGHBOUR_BYTES + 1))
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "main.py").write_text("x = 1\n")
    remark = "large.csv was left out: it is too large"

    assert (f"of what the exercise hands out, {remark}",) == accept(Delivery(mine, neighbours=True), exercise).notices
    (mine / "large.csv").write_bytes(bytes(bounds.NEIGHBOUR_BYTES + 1))
    assert (remark,) == accept(Delivery(mine, neighbours=True), exercise).notices
    (mine / "large.csv").write_text("a,1\n")
    assert () == accept(Delivery(mine, neighbours=True), exercise).notices


def test_nothing_lies_where_something_of_the_authors_stands():
    handed = dict.fromkeys(["data/a.csv", "data/b.csv", "shapes/__init__.py", "tools.py", "x"], b"")

    assert [] == list(with_room({"data/a.csv": b""}, {"data": b""}))
    assert ["data/b.csv", "shapes/__init__.py", "tools.py", "x"] == list(with_room(handed, {"data/a.csv": b"mine"}))
    assert ["data/a.csv", "data/b.csv"] == list(
        with_room(handed, {"shapes.py": b"the module is meant", "tools.py": b"", "x/y": b""})
    )


def test_a_script_that_nobody_hands_in_has_nothing_beside_it(tmp_path):
    exercise = an_exercise(tmp_path)

    assert {"main.py"} == pointed_at(Delivery(exercise.skeleton)).files.keys()
