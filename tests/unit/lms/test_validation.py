"""What a platform would not take is named, all of it, with its place."""

import json

import pytest

from grader.errors import UsageError
from grader.lms import validation
from grader.lms.platform import named
from grader.lms.targets import TARGETS

GRADESCOPE = {
    "not JSON": (b"{", "it cannot be read"),
    "a number that JSON has not": (b'{"score": NaN}', "NaN is no number"),
    "twice": (b'{"score": 1, "score": 2}', "'score' is there twice"),
    "deep": (b"[" * 100_000, "it cannot be read"),
    "no score": (b'{"tests": [{"score": 1, "max_score": 1}, {"name": "a"}]}', "there is no score"),
    "word": (b'{"score": 1, "visibility": "never"}', "visibility: 'never' is not one of"),
    "place": (b'{"score": 1, "tests": [{}, {"max_score": "3"}]}', "tests[1].max_score: '3' is not of type 'number'"),
    "unknown": (b'{"score": 1, "maxscore": 3}', "Additional properties are not allowed ('maxscore' was unexpected)"),
    "nothing to be out of": (b'{"tests": [{"score": 3}]}', "tests[0]: a score without max_score"),
}


@pytest.mark.parametrize("kind", GRADESCOPE)
def test_what_gradescope_would_not_take(kind):
    data, words = GRADESCOPE[kind]
    assert any(words in problem for problem in validation.problems("gradescope", data))


def test_every_mistake_is_told_at_once():
    wrong = {"score": "1", "tests": [{"visibility": "no"}, {"status": "ok"}]}

    assert 3 == len(validation.problems("gradescope", json.dumps(wrong).encode()))


@pytest.mark.parametrize("target", TARGETS)
def test_every_platform_has_what_it_needs(target):
    platform = named(target)

    assert target == platform.name
    assert validation.problems(target, b"null")


def test_an_unknown_platform_is_said():
    with pytest.raises(UsageError, match="there is no platform 'gradscope'"):
        validation.problems("gradscope", b"{}")
    with pytest.raises(UsageError, match="there is no platform 'gradscope'"):
        named("gradscope")


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(UsageError, match=r"x cannot be read: No such file or directory"):
        validation.read(tmp_path / "x")
