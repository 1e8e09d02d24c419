"""The page of a proof, as it looks."""

import pytest

from grader.authoring.verify.page import page, summary
from grader.authoring.verify.proof import Finding, Law, MutationProof, Proof, Verdict
from grader.feedback.ink import Style

HOLDS = Law(id="references", says="6 references get full points", holds=True)
BROKEN = Law(
    id="flawed",
    says="14 flawed answers lose exactly what must be lost",
    holds=False,
    findings=(
        Finding(
            message="no_lock should lose test_no_update_is_lost, and does not",
            where="solutions/add-lock/flawed/no_lock/expect.toml",
        ),
        Finding(
            message="late loses test_b", detail="test_b: failed: expected 2,\nbut got 1", hint="Look \x1b[31mthere."
        ),
    ),
)
UNKNOWN = Law(id="limits", says="half of the limits is enough", holds=None)
PROOF = Proof(exercise="add-lock", verdict=Verdict.NOT_PROVED, laws=(HOLDS, BROKEN, UNKNOWN))


@pytest.mark.parametrize("width", [40, 80])
def test_a_page(snapshot, width):
    assert snapshot == page(PROOF, Style(width=width))


def test_in_colour(snapshot):
    assert snapshot == page(PROOF, Style(colour=True))


def test_where_signs_cannot_be_written(snapshot):
    assert snapshot == page(PROOF, Style(encoding="ascii"))


def test_many_findings_are_counted():
    many = Law(id="names", says="names", holds=False, findings=tuple(Finding(message=f"n{i}") for i in range(20)))
    text = page(Proof(exercise="x", verdict=Verdict.NOT_PROVED, laws=(many,)), Style())

    assert "n11" in text
    assert "n12" not in text
    assert "… and 8 more findings: --json has them all" in text


def test_the_summary(snapshot):
    proved = Proof(exercise="share-value", verdict=Verdict.PROVED, laws=(HOLDS,))

    assert snapshot == summary([PROOF, proved], Style())


@pytest.mark.parametrize(("judged", "said"), [(3, "proved, with a sample of the mutants"), (9, "proved")])
def test_of_mutants_no_more_is_proved_than_were_judged(judged, said):
    tried = MutationProof(made=9, judged=judged, killed=judged, accepted=0, score=1.0, survivors=())
    proof = Proof(exercise="x", verdict=Verdict.PROVED, laws=(HOLDS,), mutants=tried)

    assert f"x   {said}\n" in page(proof, Style())
    more = ", 1 with a sample of the mutants" if judged < 9 else ""
    assert f" 1 of 2 suites proved{more}\n" in summary([proof, PROOF], Style())
