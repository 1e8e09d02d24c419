"""For a CodeRunner question: `template.py`, to be pasted, and `package.zip`, to be attached as a support file.

Source: trampgeek/moodle-qtype_coderunner, "Combinator-template grading" and "Support files".
"""

from __future__ import annotations

import base64

from grader.intake.names import module_name
from grader.lms import coderunner, marked
from grader.lms.occasion import Occasion
from grader.lms.packing.filled import template
from grader.lms.packing.material import WHEELS
from grader.lms.packing.members import Member, as_zip
from grader.lms.packing.pack import Recipe
from grader.lms.run import STARTED


def members(recipe: Recipe, common: dict[str, Member]) -> dict[str, Member]:
    """Arrange the question's files and the image for the Jobe server."""
    (nothing,) = coderunner.files(marked.failed(STARTED, recipe.parcel.most), Occasion(), recipe.parcel).values()
    package = {name: member for name, member in common.items() if not name.startswith(f"{WHEELS}/")}
    filled = template(
        "coderunner/template.py.in",
        NOT_GRADED=base64.b64encode(nothing).decode(),
        ENTRY=repr(recipe.exercise.entry),
        TYPED=repr(module_name(recipe.exercise.entry)),
        PATIENCE=f"{recipe.parcel.time_limit_s + 5:g}",
    )
    return {
        "template.py": Member(filled),
        "package.zip": Member(as_zip(package)),
        **{f"jobe/{name}": member for name, member in common.items() if name.startswith(f"{WHEELS}/")},
    }
