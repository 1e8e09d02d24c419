"""A text is read where it can do no harm: whatever it does to its reader, it gets a named verdict."""

import pytest

from grader.course.model import Limits
from grader.sandbox.claims import Unreadable
from tests.sandbox.conftest import submission_of

TRIES = "".join(" " * n + "try:\n" + " " * (n + 1) + "pass\n" + " " * n + "finally:\n" for n in range(40))
BOMBS = {
    "nested comprehensions": "[x" + " for x in y" * 90_000 + "]",
    "nested finally": f"{TRIES}{' ' * 40}pass",
    "nested brackets": "(" * 300_000,
    "a long chain of operators": "x" + "+x" * 100_000,
    "a long chain of attributes": "x" + ".a" * 100_000,
    "nested signs": "-" * 300_000 + "1",
    "a huge number": "x = " + "9" * 300_000,
    "nested f-strings": "f'{" * 300_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_text_that_python_cannot_bear_is_unreadable(submit, name):
    submission = submit(BOMBS[name], limits=Limits(memory_mb=256, time_s=5))

    for use in (submission.load, submission.run, lambda: submission.source.tree):
        with pytest.raises(Unreadable) as refused:
            use()
        assert None is submission.trouble
    assert refused.value.rationale.startswith(f"{refused.value.type}: ")
    assert "Traceback" not in refused.value.rationale


def test_a_refusal_has_pythons_words_and_the_line(submit):
    submission = submit("x = 1\ndef f(:\n")

    for use in (submission.load, lambda: submission.explore(script=True), lambda: submission.source.defines("f")):
        with pytest.raises(Unreadable, match=r"^invalid syntax$") as refused:
            use()
        assert 2 == refused.value.location.line


@pytest.mark.parametrize("line", ["%matplotlib inline", "    %%time", "!pip install numpy"])
def test_a_command_for_notebooks_is_told_as_that(submit, line):
    with pytest.raises(Unreadable, match=r"this is a notebook's own command, .*: delete the line"):
        submit(f"if True:\n    x = 1\n{line}\n").load()


def test_another_mistake_is_no_command_for_notebooks(submit):
    with pytest.raises(Unreadable) as refused:
        submit("x = 1\n% 2\n").load()
    assert "notebook" not in refused.value.rationale


def test_what_a_suite_asks_of_the_text_is_read_in_a_worker(submit, monkeypatch):
    monkeypatch.setattr("ast.parse", None)
    source = submit("import threading as t\nlock = t.Lock()\ndef f(): pass\n").source

    assert source.defines("f")
    assert source.calls("threading.Lock")
    assert not source.guards_main()


def test_a_tree_that_is_too_large_to_travel_is_a_claim(submit):
    with pytest.raises(Unreadable, match="the code is too large to be looked at"):
        _ = submit("x;" * 60_000).source.tree


def test_workers_can_tell_what_is_no_python(workers):
    assert workers.can_read(submission_of("x = 1"), Limits())
    assert not workers.can_read(submission_of("x ="), Limits())
