"""For Autolab: `autograde-Makefile`, `autograde.tar`, and the image in which they run (`image/`).

Source: autolab/Autolab, docs, "Guide for Lab Authors" (the two files, and that the handin lies beside them).
"""

from __future__ import annotations

import io
import shlex
import tarfile

from grader.lms import autolab, marked
from grader.lms.occasion import Occasion
from grader.lms.packing.filled import template
from grader.lms.packing.material import NOT_GRADED, WHEELS
from grader.lms.packing.members import Member, Members
from grader.lms.packing.pack import Recipe
from grader.lms.run import STARTED


def members(recipe: Recipe, common: dict[str, Member]) -> dict[str, Member]:
    """Arrange the two files and the image."""
    nothing = autolab.files(marked.failed(STARTED, recipe.parcel.most), Occasion(), recipe.parcel)
    package = {name: member for name, member in common.items() if not name.startswith(f"{WHEELS}/")}
    package[f"{NOT_GRADED}/stdout"] = Member(nothing["stdout"] + b"\n")
    package["run.sh"] = Member(template("autolab/run.sh"), program=True)
    entry = shlex.quote(recipe.exercise.entry).replace("$", "$$")  # once for the shell, once for make
    makefile = template("autolab/autograde-Makefile", ENTRY=entry)
    return {
        "autograde-Makefile": Member(makefile),
        "autograde.tar": Member(_tarred({f"autograde/{name}": member for name, member in package.items()})),
        **{f"image/{name}": member for name, member in common.items() if name.startswith(f"{WHEELS}/")},
        "image/Dockerfile": Member(template("Dockerfile", TARGET="Autolab", PYTHON=recipe.pythons[0])),
    }


def _tarred(members: Members) -> bytes:
    """The members as a tar file, the same every time."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in sorted(members):
            info = tarfile.TarInfo(name)
            info.size = len(members[name].data)
            info.mode = 0o755 if members[name].program else 0o644
            archive.addfile(info, io.BytesIO(members[name].data))
    return written.getvalue()
