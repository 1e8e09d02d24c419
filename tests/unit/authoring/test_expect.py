"""expect.toml: what a flawed answer must lose, and which mutants are accepted."""

import pytest

from grader.authoring.expect import accepted, expectation


def written(folder, text):
    (folder / "expect.toml").write_text(text, encoding="utf-8")
    return folder


def test_names_and_their_lines(tmp_path):
    found = expectation(written(tmp_path, 'loses = [\n    "test_a",\n    "test_b",\n]\nwhy = "it is wrong"\n'))

    assert ("test_a", "test_b") == found.loses
    assert {"test_a": 2, "test_b": 3} == found.lines
    assert () == found.mistakes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("loses = []", "1: `loses` names no check (name exactly the checks that this answer must lose)"),
        ('why = "x"', " `loses` names no check (name exactly the checks that this answer must lose)"),
        ('loses = ["test_a"]\nwhi = "x"', "2: `whi` is not known here (did you mean `why`?)"),
        ('loses = ["test_a", "test_a"]', "1: `test_a` is named twice"),
        ('loses = "test_a"', "1: `loses` must be a list, not text"),
        ("loses = [1]", "1: `loses` must hold texts, not a number"),
        ("loses =", "1: is not TOML: Invalid value"),
        ('loses = ["test_a"]\nwhy = " "', "2: `why` is empty"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path, text, said):
    mistakes = expectation(written(tmp_path, text)).mistakes

    assert [said] == [
        str(mistake).removeprefix(f"{tmp_path / 'expect.toml'}").removeprefix(":") for mistake in mistakes
    ]


def test_a_missing_file_is_a_mistake(tmp_path):
    (mistake,) = expectation(tmp_path).mistakes

    assert f"{tmp_path / 'expect.toml'}: cannot be read: No such file or directory" == str(mistake)


def test_accepted_mutants_have_a_reason_each(tmp_path):
    found = accepted(written(tmp_path, '[equivalent]\n"drop: f()" = "f does nothing"\n"drop: g()" = ""\n'))

    assert {"drop: f()": "f does nothing"} == found.reasons
    assert {"drop: f()": 2} == found.lines
    assert ["`drop: g()` is empty"] == [mistake.message for mistake in found.mistakes]


def test_what_an_empty_file_may_pass_has_reasons_too(tmp_path):
    found = accepted(written(tmp_path, '[equivalent]\n"drop: f()" = "so"\n[empty]\ntest_a = "it is meant"\n'))

    assert {"test_a": "it is meant"} == found.empty
    assert {"drop: f()": 2, "test_a": 4} == found.lines


def test_without_a_file_nothing_is_accepted(tmp_path):
    found = accepted(tmp_path)

    assert ({}, ()) == (found.reasons, found.mistakes)
