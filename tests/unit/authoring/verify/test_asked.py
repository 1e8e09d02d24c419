"""What a suite asks a program for, as its text shows."""

from textwrap import dedent

import pytest

from grader.authoring.verify.asked import asked_of


def names(tmp_path, text, scenarios=None):
    (tmp_path / "test_it.py").write_text(dedent(text))
    if scenarios:
        (tmp_path / "scenarios.py").write_text(dedent(scenarios))
    return [one.name for one in asked_of(tmp_path, tmp_path)]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("def test_a(submission):\n    submission.load().f(1)\n", ["f"]),
        ("def test_a(submission):\n    p = submission.load()\n    p.g()\n    other.h()\n", ["g"]),
        ("def prog(submission):\n    return submission.load()\ndef test_a(prog):\n    prog.v\n", ["v"]),
        ("def prog(s):\n    yield s.load()\ndef test_a(submission):\n    p = prog(submission)\n    p.v\n", ["v"]),
        ('def test_a(submission):\n    submission.explore(threads=["f(3)", "g"], observe=["v.x"])\n', ["f", "g", "v"]),
        ('def test_a(submission):\n    submission.explore(script=True, observe=["len(v)"])\n', ["v"]),
        ('def test_a(submission):\n    submission.run(files=["out.txt"])\n', ["out.txt"]),
        (
            'def test_a(submission):\n    submission.run(args=["in", "out.txt"], files=["out.txt", "log.txt"])\n',
            ["log.txt"],
        ),
        ('def test_a(submission):\n    assert submission.source.defines("f")\n', ["f"]),
        ('def test_a(submission):\n    submission.run().runners_of("Clerk.run", "thread")\n', ["Clerk"]),
        ('def test_a(submission):\n    p = submission.load()\n    assert hasattr(p, "f")\n', []),
        ("def test_a(submission):\n    p = submission.load()\n    p.v = 1\n    p.__name__\n", []),
        ('def test_a(submission):\n    submission.explore(threads=["f("])\n', []),
        ("def test_a(:\n", []),
    ],
)
def test_names(tmp_path, text, asked):
    assert asked == names(tmp_path, text)


def test_a_scenario_asks_too_and_what_it_sets_is_its_own(tmp_path):
    found = names(
        tmp_path,
        'def test_a(submission):\n    submission.explore(scenario="one", observe=["added"])\n',
        "def one(program):\n    before = program.value\n    program.f()\n    program.added = program.value - before\n",
    )

    assert {"value", "f"} == set(found)


def test_each_name_is_told_once_with_its_line(tmp_path):
    (tmp_path / "test_it.py").write_text(
        "def test_a(submission):\n    submission.load().f()\n    submission.load().f()\n"
    )

    assert [("f", "test_it.py:2")] == [(one.name, one.where) for one in asked_of(tmp_path, tmp_path)]
