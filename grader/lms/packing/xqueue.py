"""The image of one exercise for Open edX's xqueue-watcher (ContainerGrader).

Source: openedx/xqueue-watcher, docs/grader-interface.md, "The grader container protocol".
"""

from __future__ import annotations

import shlex

from grader.intake.names import module_name
from grader.lms import marked, xqueue
from grader.lms.occasion import Occasion
from grader.lms.packing.filled import template
from grader.lms.packing.material import NOT_GRADED, WHEELS
from grader.lms.packing.members import Member
from grader.lms.packing.pack import Recipe
from grader.lms.run import STARTED


def members(recipe: Recipe, common: dict[str, Member]) -> dict[str, Member]:
    """Arrange the image."""
    nothing = xqueue.files(marked.failed(STARTED, recipe.parcel.most), Occasion(), recipe.parcel)
    package = {name: member for name, member in common.items() if not name.startswith(f"{WHEELS}/")}
    dockerfile = template("Dockerfile", TARGET="xqueue-watcher", PYTHON=recipe.pythons[0]) + _LAST
    names = {"ENTRY": recipe.exercise.entry, "TYPED": module_name(recipe.exercise.entry)}
    quoted = {key: shlex.quote(name) for key, name in names.items()}
    return {
        **{f"package/{name}": member for name, member in package.items()},
        f"package/{NOT_GRADED}/stdout": Member(nothing["stdout"]),
        **{name: member for name, member in common.items() if name.startswith(f"{WHEELS}/")},
        "entrypoint.sh": Member(template("xqueue/entrypoint.sh", **quoted), program=True),
        "Dockerfile": Member(dockerfile),
    }


_LAST = b'COPY package /package\nCOPY entrypoint.sh /entrypoint.sh\nENTRYPOINT ["/entrypoint.sh"]\n'
