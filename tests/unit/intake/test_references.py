"""An exercise's right answers, as they would be handed in."""

from pathlib import Path

from grader.course import Exercise
from grader.intake import references


def an_exercise(root, **files):
    for name, text in files.items():
        (root / name).mkdir()
        (root / name / "a.py").write_text(text, "utf-8")
    return Exercise("a", "A", root, "a.py", solutions=root)


def test_what_is_called_a_reference_is_one(tmp_path):
    exercise = an_exercise(tmp_path, **{"reference": "x = 1", "reference-b": "x = 2", "flawed": "", "references": ""})

    assert [b"x = 1", b"x = 2"] == [one.files["a.py"] for one in references.bundles(exercise)]


def test_where_one_cannot_be_handed_in_there_is_none(tmp_path):
    exercise = an_exercise(tmp_path, reference="x = 1")
    (tmp_path / "reference-empty").mkdir()

    assert [] == references.bundles(exercise)


def test_a_kit_has_none():
    assert [] == references.bundles(Exercise("a", "A", Path(), "a.py"))
