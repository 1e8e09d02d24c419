"""Open edX through xqueue-watcher: the answer in a folder, one line of JSON out on stdout; and the reply itself.

Source: openedx/xqueue-watcher, docs/grader-interface.md ("The grader container protocol") and grader.py; edx-platform,
xmodule/capa, CodeResponse (that `msg` must parse as XML).

Open edX has no word for "withheld" either: `errors` make the answer an error in words, with a score of 0.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from grader.feedback.clean import html_text, xml_text
from grader.lms.marked import Entry, Marked
from grader.lms.occasion import Occasion
from grader.lms.parcel import Parcel
from grader.lms.places import beside_the_answer
from grader.lms.platform import Platform


def files(marked: Marked, _occasion: Occasion, _parcel: Parcel) -> dict[str, bytes]:
    """The line that the watcher reads; it makes the page itself."""
    document = {
        "errors": [xml_text(words) for words in marked.words] if marked.points is None else [],
        "tests": [_test(entry) for entry in marked.shown],
        "correct": is_correct(marked),
        "score": score(marked),
    }
    return {"stdout": msgspec.json.encode(document)}


def reply(marked: Marked) -> dict[str, Any]:
    """What goes back to the queue as `xqueue_body`, for a server that talks to it directly."""
    return {"correct": is_correct(marked), "score": score(marked), "msg": message(marked)}


def score(marked: Marked) -> float:
    """The part that was earned; without a grade the 0 that goes with an error."""
    fraction = marked.fraction
    return 0.0 if fraction is None else fraction


def is_correct(marked: Marked) -> bool:
    """Whether everything was earned."""
    return marked.points is not None and marked.points >= marked.max_points


def message(marked: Marked) -> str:
    """The page, as one element that parses as XML."""
    words = "".join(f"<p>{html_text(words)}</p>" for words in (*marked.words, *marked.remaining))
    return f"<div>{words}{''.join(map(_paragraph, marked.shown))}</div>"


def _paragraph(entry: Entry) -> str:
    found = f"<pre>{html_text(entry.text)}</pre>" if entry.text else ""
    return f"<div><b>{entry.sign} {html_text(entry.title)}</b>{found}</div>"


def _test(entry: Entry) -> list[Any]:
    """Short and long description, whether it is right, what was expected, what came."""
    return [xml_text(entry.title), "", entry.passed, "", xml_text(entry.text)]


PLATFORM: Final = Platform(
    name="xqueue",
    students_read_log=False,  # the watcher's log
    takes_bonus=False,
    time_limit_s=50.0,
    places=beside_the_answer,
    files=files,
)
