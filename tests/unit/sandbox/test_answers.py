from dataclasses import replace

import pytest

from grader.sandbox.answers import Answers, Question, canonical
from grader.sandbox.claims import TimedOut


def question(**request):
    return Question(of="digest", by="here", limits=(1.0, 0, False), request=canonical(request))


def test_what_is_known_is_not_asked_again():
    answers, asked = Answers(), []

    def ask():
        asked.append("once")
        return {"value": len(asked)}

    assert {"value": 1} == answers.to(question(job="run"), ask) == answers.to(question(job="run"), ask)
    assert {"value": 2} == answers.to(question(job="run", args=["2"]), ask)
    assert {"value": 3} == answers.to(replace(question(job="run"), turn=1), ask)
    assert {"value": 4} == answers.to(replace(question(job="run"), by="another interpreter"), ask)
    assert 4 == len(asked)


def test_what_ended_in_an_error_is_asked_again():
    answers, asked = Answers(), []

    def ask():
        asked.append("once")
        if len(asked) == 1:
            raise ValueError("a worker died")
        return {"value": 2}

    for _ in range(2):
        try:
            told = answers.to(question(job="run"), ask)
        except ValueError:
            told = None

    assert {"value": 2} == told


def test_requests_that_say_the_same_are_the_same():
    assert canonical({"a": 1, "b": [2]}) == canonical({"b": [2], "a": 1})
    assert canonical({"a": 1}) != canonical({"a": 1.5})


def test_what_had_no_end_is_not_asked_again():
    answers, asked = Answers(), []

    def ask():
        asked.append("once")
        raise TimedOut("busy", location=None)

    for _ in range(2):
        with pytest.raises(TimedOut, match="busy"):
            answers.to(question(job="run"), ask)

    assert ["once"] == asked
