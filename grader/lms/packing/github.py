"""A composite action for a private repository of yours, and the workflow for the students' repositories.

Sources: docs.github.com, "Metadata syntax for GitHub Actions" (composite actions); classroom-resources,
autograding-grading-reporter (README: `runners`, and one `…_RESULTS` for each).
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.lms import github, marked
from grader.lms.occasion import Occasion
from grader.lms.packing.filled import template
from grader.lms.packing.material import NOT_GRADED
from grader.lms.packing.members import Member
from grader.lms.packing.pack import Recipe
from grader.lms.run import STARTED


def members(recipe: Recipe, common: dict[str, Member]) -> dict[str, Member]:
    """Arrange the action and the workflow."""
    parcel = recipe.parcel
    nothing = github.files(marked.failed(STARTED, parcel.most), Occasion(), parcel)
    pythons = " ".join(f"python{version}" for version in recipe.pythons)
    return {
        **{f"action/package/{name}": member for name, member in common.items()},
        f"action/package/{NOT_GRADED}/outputs": Member(nothing["outputs"]),
        "action/run.sh": Member(template("github/run.sh", PYTHONS=pythons), program=True),
        "action/action.yml": Member(("\n".join(_action(parcel.exercise, parcel.checks)) + "\n").encode()),
        "workflow/.github/workflows/classroom.yml": Member(
            ("\n".join(_workflow(parcel.exercise, parcel.checks)) + "\n").encode()
        ),
    }


def _action(slug: str, checks: int) -> Iterator[str]:
    yield f"name: Grade {slug}"
    yield f"description: Judges a submission of {slug}"
    yield "outputs:"
    for name in (*(f"check-{number}" for number in range(1, checks + 1)), "outcome", "points", "max-points"):
        yield f"  {name}:"
        yield f"    description: {_described(name)}"
        yield f"    value: ${{{{ steps.grade.outputs.{name} }}}}"
    yield "runs:"
    yield "  using: composite"
    yield "  steps:"
    yield "    - id: grade"
    yield "      shell: bash"
    yield '      run: bash "$GITHUB_ACTION_PATH/run.sh" "$GITHUB_ACTION_PATH"'


def _described(name: str) -> str:
    words = {
        "outcome": "judged, or withheld",
        "points": "what was earned; empty where nobody knows",
        "max-points": "what could be earned",
    }
    return words.get(name, "a runner's result, in the form of the Classroom reporter")


def _workflow(slug: str, checks: int) -> Iterator[str]:
    names = [f"check-{number}" for number in range(1, checks + 1)]
    yield "name: Autograding"
    yield "on: [push, workflow_dispatch]"
    yield "permissions:"
    yield "  checks: write"
    yield "  actions: read"
    yield "  contents: read"
    yield "jobs:"
    yield "  grade:"
    yield "    runs-on: ubuntu-latest"
    yield "    if: github.actor != 'github-classroom[bot]'"
    yield "    timeout-minutes: 15"
    yield "    steps:"
    yield "      - uses: actions/checkout@v4"
    yield "        with:"
    yield "          persist-credentials: false"
    yield "      - id: grade"
    yield f"        uses: YOUR-ORGANISATION/grade-{slug}@main"
    # Not always(): what is withheld would be reported as a nought.
    yield "      - if: always() && steps.grade.outputs.outcome == 'judged'"
    yield "        uses: classroom-resources/autograding-grading-reporter@v1"
    yield "        env:"
    for name in names:
        yield f"          {name.upper()}_RESULTS: ${{{{ steps.grade.outputs.{name} }}}}"
    yield "        with:"
    yield f"          runners: {','.join(names)}"
