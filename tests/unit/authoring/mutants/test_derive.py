"""Mutants of a program: programs all, each another, named without line numbers."""

from pathlib import Path

import pytest

from grader.authoring.mutants import derive
from grader.authoring.mutants.accept import pattern_for

ROOT = Path(__file__).parents[4]
REFERENCES = sorted((ROOT / "solutions").glob("*/reference*/*.py"))


def names(source, **known):
    return [mutant.name for mutant in derive({"reference": source}, **known)]


def test_a_small_program():
    (mutant,) = derive({"reference": "t.join()\n"})[:1]

    assert ("reference", "impatient: t.join() -> t.join(0)", 1) == (mutant.origin, mutant.name, mutant.line)
    assert "@@ -1 +1 @@\n-t.join()\n+t.join(0)" == mutant.diff


def test_the_second_of_a_kind_has_a_number():
    assert ["drop: f()", "drop: f() #2"] == names("f()\nx = 1\nf()\n")[:3:2]


def test_what_compiles_to_the_same_is_one():
    """`1 + 1` and `2` are the same to the compiler, and so is a comment."""
    assert [] == [name for name in names("x = 2 * 2\n") if name.startswith("arithmetic")]
    assert ["one", "other", "other"] == [mutant.origin for mutant in derive({"one": "f(x)\n", "other": "g()\nh()\n"})]
    assert ["one"] == [mutant.origin for mutant in derive({"one": "f()\n", "other": "f()  # the same\n"})]


def test_what_is_known_is_left_out():
    assert ["drop: g()"] == names("f()\ng()\n", known=["g()\n"])


@pytest.mark.parametrize("source", ["", "x = (", "x = '\0'", "if True:\npass\n"])
def test_what_is_no_program_has_no_mutants(source):
    assert [] == names(source)


def test_long_texts_are_cut_short():
    assert [f"drop: f({'x' * 57}…"] == names(f"f({'x' * 200})\n")


@pytest.mark.parametrize("path", REFERENCES, ids=lambda path: f"{path.parts[-3]}-{path.parts[-2]}")
def test_mutants_of_real_answers_are_programs_that_differ(path):
    source = path.read_text("utf-8")
    mutants = derive({"reference": source})

    assert len(mutants) > 5
    assert len(mutants) == len({mutant.text for mutant in mutants}) == len({mutant.name for mutant in mutants})
    for mutant in mutants:
        compile(mutant.text, "<mutant>", "exec", dont_inherit=True)
        assert source != mutant.text
        assert mutant.diff


def test_the_same_mutants_every_time():
    sources = {path.parent.name: path.read_text("utf-8") for path in REFERENCES[:3]}

    assert derive(sources) == derive(sources)


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("drop: f()", True),
        ("drop: *", True),
        ("*", True),
        ("drop: g()", False),
        ("drop: f", False),
        ("reference-main/drop: f()", True),
        ("reference-*/drop: *()", True),
        ("reference/drop: f()", False),
        ("drop: f[)]", False),
    ],
)
def test_what_is_accepted(pattern, fits):
    assert fits == (pattern_for("drop: f()", "reference-main", [pattern]) == pattern)
