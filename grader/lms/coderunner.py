"""CodeRunner for Moodle: the answer in a folder, the JSON of a combinator template grader out on stdout.

Source: trampgeek/moodle-qtype_coderunner, "Combinator-template grading" in its documentation, and
classes/combinator_grader_outcome.php (which fields are allowed, what `ishidden` and `%h` do).

CodeRunner has no word for "withheld": what a template grader says is a mark, and only a failure of its own sandbox is
none. So the fraction is 0 with the reason in a box above the table, and once more for teachers with what happened.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from grader.feedback.clean import html_text
from grader.lms.marked import Entry, Marked
from grader.lms.occasion import Occasion
from grader.lms.parcel import Parcel
from grader.lms.places import beside_the_answer
from grader.lms.platform import Platform
from grader.report import written


def files(marked: Marked, _occasion: Occasion, _parcel: Parcel) -> dict[str, bytes]:
    """The one JSON object that CodeRunner reads."""
    fraction = marked.fraction
    document: dict[str, Any] = {"fraction": 0.0 if fraction is None else fraction}
    words = (*marked.words, *marked.remaining)
    if words:
        document["prologuehtml"] = f"<div>{html_text(chr(10).join(words))}</div>"
    if marked.reason:
        document["instructorhtml"] = f"<pre>{html_text(marked.reason)}</pre>"
    if marked.entries:
        document["testresults"] = [["iscorrect", "Check", "Points", "Found", "ishidden"], *map(_row, marked.entries)]
        document["columnformats"] = ["%s", "%s", "%s"]
    return {"stdout": msgspec.json.encode(document)}


def _row(entry: Entry) -> list[Any]:
    points = "–" if entry.points is None else written(entry.points)
    correct = entry.passed and entry.points is not None
    return [int(correct), entry.title, f"{points} / {written(entry.max_points)}", entry.text, int(not entry.shown)]


PLATFORM: Final = Platform(
    name="coderunner",
    students_read_log=False,  # the template keeps it to itself
    takes_bonus=False,
    time_limit_s=50.0,
    places=beside_the_answer,
    files=files,
)
