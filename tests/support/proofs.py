"""Answers that were tried, made by hand: what laws are tested with, without judging anything."""

from pathlib import Path

from grader.authoring.answers import Answer, Kind
from grader.authoring.expect import Expectation
from grader.authoring.judging import Heard
from grader.authoring.verify.proof import CheckProof
from grader.authoring.verify.tried import Tried
from tests.support.reports import a_check, a_report

ROOT = Path("/course")
SOLUTIONS = ROOT / "solutions" / "add-lock"


def heard(*lost, checks=("test_a", "test_b"), **more):
    """A report on two checks, of which some are lost."""
    if "failure" in more or "mistakes" in more:
        return Heard(**more)
    results = [
        a_check(id=name, outcome="failed" if name in lost else "passed", rationale="so" if name in lost else None)
        for name in checks
    ]
    return Heard(report=a_report(*results, **more))


def withheld(reason="The suite failed in test_a.", fault="course", **more):
    """A report without points."""
    return Heard(report=a_report(outcome="withheld", reason=reason, fault=fault, **more))


def a_reference(name="reference", told=None, **more):
    """A right answer, full unless something else is told."""
    return Tried(Answer(Kind.REFERENCE, SOLUTIONS / name), told or heard(), **more)


def a_skeleton(told=None):
    """The skeleton, which loses something."""
    return Tried(Answer(Kind.SKELETON, ROOT / "exercises" / "add-lock" / "add_lock.py"), told or heard("test_a"))


def an_empty(told=None):
    """The empty answer, which loses everything."""
    lost = heard("test_a", "test_b")
    return Tried(Answer(Kind.EMPTY, ROOT / "exercises" / "add-lock" / "add_lock.py"), told or lost)


def a_flawed(name="no_lock", told=None, loses=("test_a",), **more):
    """A wrong answer, which loses what it must."""
    path = SOLUTIONS / "flawed" / name
    lines = {check: number for number, check in enumerate(loses, 2)}
    expectation = Expectation(path / "expect.toml", tuple(loses), lines, more.pop("mistakes", ()))
    return Tried(Answer(Kind.FLAWED, path), told or heard(*loses), expectation, **more)


def a_proof_of(name="test_a", points=2.0, *, bonus=False, lost_by=("no_lock",), slowest_s=0.2):
    """What is known of one check."""
    return CheckProof(name=name, points=points, bonus=bonus, lost_by=tuple(lost_by), slowest_s=slowest_s)


CHECKS = (a_proof_of("test_a"), a_proof_of("test_b"))
