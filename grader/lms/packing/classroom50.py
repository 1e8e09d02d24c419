"""The folder of an assignment for Classroom 50: `autograder.py` and what it needs, as siblings.

Source: the Classroom 50 wiki, Advanced-Autograding ("Writing an autograder.py", "Contract").
"""

from __future__ import annotations

from grader.lms.packing.filled import template
from grader.lms.packing.members import Member
from grader.lms.packing.pack import Recipe
from grader.lms.whole import whole


def members(recipe: Recipe, common: dict[str, Member]) -> dict[str, Member]:
    """Put the program beside the rest."""
    pythons = " ".join(f"python{version}" for version in recipe.pythons)
    most = str(whole(recipe.parcel.most, recipe.parcel.scale))
    return {**common, "autograder.py": Member(template("classroom50/autograder.py.in", PYTHONS=pythons, MOST=most))}
