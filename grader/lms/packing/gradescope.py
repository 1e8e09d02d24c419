"""`autograder.zip` for Gradescope: `setup.sh` for the image, `run_autograder` for each submission, at the zip's root.

Source: github.com/gradescope/autograder_samples, docs/getting_started and specs.md.
"""

from __future__ import annotations

from grader.lms import gradescope, marked
from grader.lms.occasion import Occasion
from grader.lms.packing.filled import template
from grader.lms.packing.material import NOT_GRADED
from grader.lms.packing.members import Member
from grader.lms.packing.pack import Recipe
from grader.lms.run import STARTED


def members(recipe: Recipe, common: dict[str, Member]) -> dict[str, Member]:
    """Put its two programs at the root."""
    nothing = gradescope.files(marked.failed(STARTED, recipe.parcel.most), Occasion(), recipe.parcel)
    return {
        **common,
        "setup.sh": Member(template("gradescope/setup.sh", **_pythons(recipe)), program=True),
        "run_autograder": Member(template("gradescope/run_autograder"), program=True),
        **{f"{NOT_GRADED}/{name}": Member(data) for name, data in nothing.items()},
    }


def _pythons(recipe: Recipe) -> dict[str, str]:
    names = [f"python{version}" for version in recipe.pythons]
    return {"PYTHONS": " ".join(names), "PYTHON": names[-1]}
