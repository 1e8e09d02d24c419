"""A PrairieLearn question (`question/`, to be put below `questions/`) and the image that grades it (`image/`).

Source: PrairieLearn, docs/externalGrading.md and docs/pl-*/ (elements). `tests/` of a question never leaves the server.
"""

from __future__ import annotations

import html
import json
import uuid
from typing import Final

from grader.lms import marked, prairielearn
from grader.lms.occasion import Occasion
from grader.lms.packing.filled import template
from grader.lms.packing.material import NOT_GRADED, WHEELS
from grader.lms.packing.members import Member
from grader.lms.packing.pack import Recipe
from grader.lms.run import STARTED

TIMEOUT_S: Final = 120
IMAGE: Final = "your-name/grader-prairielearn"
_NAMESPACE = uuid.UUID("8f4e5b0c-6f0e-5f0a-9b57-2d5a1f6f9f10")


def members(recipe: Recipe, common: dict[str, Member]) -> dict[str, Member]:
    """Arrange the question and the image."""
    exercise = recipe.exercise
    nothing = prairielearn.files(marked.failed(STARTED, recipe.parcel.most), Occasion(), recipe.parcel)
    tests = {name: member for name, member in common.items() if not name.startswith(f"{WHEELS}/")}
    tests |= {f"{NOT_GRADED}/{name}": Member(data) for name, data in nothing.items()}
    tests["run.sh"] = Member(template("prairielearn/run.sh"), program=True)
    return {
        **{f"question/tests/{name}": member for name, member in tests.items()},
        "question/info.json": Member(_info(recipe)),
        "question/question.html": Member(_page(recipe)),
        f"question/{exercise.entry}": Member(exercise.skeleton.read_bytes()),
        **{f"image/{name}": member for name, member in common.items() if name.startswith(f"{WHEELS}/")},
        "image/Dockerfile": Member(template("Dockerfile", TARGET="PrairieLearn", PYTHON=recipe.pythons[0])),
    }


def _info(recipe: Recipe) -> bytes:
    document = {
        "uuid": str(uuid.uuid5(_NAMESPACE, f"{recipe.contents.course}\n{recipe.exercise.slug}")),
        "title": recipe.exercise.title,
        "topic": recipe.contents.course,
        "tags": list(recipe.exercise.tags),
        "type": "v3",
        "gradingMethod": "External",
        "externalGradingOptions": {
            "enabled": True,
            "image": IMAGE,
            "entrypoint": "/grade/tests/run.sh",
            "timeout": TIMEOUT_S,
            "enableNetworking": False,
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n"


def _page(recipe: Recipe) -> bytes:
    entry = html.escape(recipe.exercise.entry)
    statement = recipe.exercise.statement.read_text(encoding="utf-8").replace("{{", "&#123;&#123;")
    if entry.endswith(".py"):
        editor = f'<pl-file-editor file-name="{entry}" source-file-name="{entry}" ace-mode="ace/mode/python">'
        field = f"{editor}</pl-file-editor>"
    else:
        field = f'<pl-file-upload file-names="{entry}"></pl-file-upload>'
    return (
        f"<pl-question-panel>\n<markdown>\n{statement}\n</markdown>\n{field}\n</pl-question-panel>\n\n"
        "<pl-submission-panel>\n<pl-external-grader-results></pl-external-grader-results>\n"
        "<pl-file-preview></pl-file-preview>\n</pl-submission-panel>\n"
    ).encode()
