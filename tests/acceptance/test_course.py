"""The course keeps what a course owes (`grade verify`), and the house rules of this one.

The usual tests judge some of the answers, always the same ones; those that are `long` judge all of them.
"""

import ast
import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from grader import course
from grader.authoring import answers
from grader.authoring.expect import expectation
from grader.authoring.judging import Judges, Order
from grader.authoring.verify import Effort, prove
from grader.authoring.verify.bench import Bench
from grader.authoring.verify.mutation import mutate
from grader.authoring.verify.page import page
from grader.feedback.ink import Style
from grader.report import Outcome

ROOT = Path(__file__).parents[2]
COURSE = course.load(ROOT / "exercises")
EXERCISES = list(COURSE.exercises.values())
LAWS = [
    "suite",
    "references",
    "skeleton",
    "empty",
    "examples",
    "flawed",
    "coverage",
    "limits",
    "points",
    "names",
    "hidden",
]
SAMPLE = 1
"""Mutants of each exercise that the usual tests judge."""
FLAWED = 4
"""Flawed answers of each exercise, at least."""


def each_exercise():
    return pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.slug)


def some_of(exercise):
    """Folders of answers: the first reference, and of the flawed ones enough for each check to be lost. (The last interpreter
    runs the suites by themselves, on every fourth reference: `conftest.py`.)"""
    lost = set()
    for answer in answers.flawed(exercise):
        loses = set(expectation(answer.path).loses)
        if loses - lost:
            yield answer.path
            lost |= loses
    yield answers.references(exercise)[0].path


@pytest.fixture(scope="module")
def sampled(tmp_path_factory):
    """The course with some of its answers."""
    root = tmp_path_factory.mktemp("some answers")
    for part in ("exercises", "tests/suites"):
        shutil.copytree(ROOT / part, root / part)
    for exercise in EXERCISES:
        kept = set(some_of(exercise))
        left_out = {answer.path for answer in answers.flawed(exercise) + answers.references(exercise)} - kept
        shutil.copytree(
            exercise.solutions,
            root / "solutions" / exercise.slug,
            ignore=lambda folder, names, gone=left_out: [name for name in names if Path(folder, name) in gone],
        )
    return course.load(root / "exercises")


@pytest.fixture(scope="module")
def judges(sampled):
    """Of any answer; the suites are the same."""
    with Judges(sampled.root / "exercises", jobs=2) as opened:
        yield opened


@pytest.fixture(scope="module")
def proof_of(sampled, judges):
    """Each exercise is proved once, when the first law is asked for."""
    return cache(lambda slug: prove(sampled, sampled.exercise(slug), judges, Effort(runs=1), lambda _: None))


def told(proof):
    return page(proof, Style(width=120))


@each_exercise()
@pytest.mark.parametrize("law", LAWS)
def test_the_suite_is_proved(exercise, law, proof_of):
    proof = proof_of(exercise.slug)
    holds = {one.id: one.holds for one in proof.laws}

    assert holds[law], told(proof)


@pytest.mark.long
@each_exercise()
def test_the_suite_is_proved_by_all_answers(exercise, judges):
    proof = prove(COURSE, exercise, judges, Effort(runs=1), lambda _: None)

    assert dict.fromkeys(LAWS, True) == {one.id: one.holds for one in proof.laws}, told(proof)


@each_exercise()
def test_no_law_is_left_out(exercise, proof_of):
    assert LAWS == [one.id for one in proof_of(exercise.slug).laws]


@pytest.mark.long
@each_exercise()
def test_load_and_other_random_inputs_change_nothing(exercise, judges):
    proof = prove(COURSE, exercise, judges, Effort(runs=10, hogs=2), lambda _: None)

    assert {"steady": True} == {one.id: one.holds for one in proof.laws if one.id == "steady"}, told(proof)


def mutation(exercise, judges, checks, sample=None):
    """What became of mutants, and what is said of those that nobody rejects or accepts."""
    bench = Bench(exercise, judges, Effort(runs=1), lambda _: None)
    proof, law = mutate(bench, checks, sample)
    return proof.score, [(finding.message, finding.paste) for finding in law.findings]


@each_exercise()
def test_mutants_of_its_references_are_rejected_or_accepted(exercise, judges, proof_of):
    """Some of them, always the same."""
    score, left = mutation(exercise, judges, proof_of(exercise.slug).checks, SAMPLE)

    assert [] == left
    assert score in (1.0, None)  # all of so few may be accepted


@pytest.mark.long
@each_exercise()
def test_every_mutant_of_its_references_is_rejected_or_accepted(exercise, judges, proof_of):
    assert (1.0, []) == mutation(exercise, judges, proof_of(exercise.slug).checks)


@each_exercise()
def test_four_flawed_answers_or_more(exercise):
    assert FLAWED <= len(answers.flawed(exercise))


@each_exercise()
def test_the_statement_names_the_functions_of_the_skeleton(exercise):
    """Where there are none, as in a file of answers: the names of the answers."""
    statement = exercise.statement.read_text("utf-8")
    tree = ast.parse(exercise.skeleton.read_text("utf-8"))
    functions = [f"`{node.name}(" for node in tree.body if isinstance(node, ast.FunctionDef)]
    answers = [f"`{node.targets[0].id}`" for node in tree.body if isinstance(node, ast.Assign)]

    assert functions or answers
    assert all(name in statement for name in functions or answers)


@each_exercise()
def test_syllabus_and_statement_agree_on_where_it_comes_from_and_on_its_points(exercise):
    syllabus = (ROOT / "exercises" / "README.md").read_text("utf-8")
    statement = exercise.statement.read_text("utf-8")
    row = re.search(
        rf"\[{exercise.slug}\]\({exercise.slug}/README\.md\) \| (cells? [\d ,–and]+) \|.*\| (\d+) \|", syllabus
    )

    assert row is not None
    assert f"from {row[1]} of the [lecture](../lecture.ipynb)" in statement
    assert f"· {row[2]} points" in statement


@each_exercise()
def test_what_the_statement_says_to_run_can_be_run_in_a_kit(exercise):
    """There is no folder `exercises` in one: paths begin beside `course.toml`."""
    named = re.findall(r"`grade \w+ ([^`\s]*/[^`\s]*)", exercise.statement.read_text("utf-8"))

    assert [] == [path for path in named if not (ROOT / "exercises" / path).is_file()]


@each_exercise()
def test_the_skeleton_fails_an_example(exercise, judges):
    """What students see first should point somewhere."""
    (heard,) = judges.hear([Order(slug=exercise.slug, path=str(exercise.skeleton), which="examples")])

    assert {Outcome.FAILED, Outcome.TIMED_OUT} & {check.outcome for check in heard.report.checks}
