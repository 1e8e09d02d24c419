"""Near-duplicates of a class, from its gradebook. What was compared once is noted beside the overview."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.batch.likeness import Pair, likenesses
from grader.batch.places import put
from grader.course import Course
from grader.errors import GraderError
from grader.gradebook import results
from grader.gradebook.book import Gradebook
from grader.gradebook.entries import Entry
from grader.gradebook.picture import Likeness
from grader.intake.accept import submission_of
from grader.intake.bundle import Bundle
from grader.intake.entry import choose_entry

INDEX = ".likeness.json"
MEASURE = "words and form"
"""By what they were compared; what was noted of another measure is compared again."""
Pairs = list[Pair]


def alike(out: Path, course: Course, book: Gradebook, entries: Sequence[Entry]) -> list[Likeness]:
    """Pairs of authors whose submissions are nearly the same; of equal ones the first author stands for all."""
    known = _index(out)
    noted: dict[str, tuple[str, Pairs]] = {}
    found = []
    for slug in dict.fromkeys(entry.exercise for entry in entries if entry.exercise):
        authors: dict[str, str] = {}
        for entry in entries:
            if entry.exercise == slug and entry.digest and entry.result is not None:
                authors.setdefault(entry.digest, entry.author)
        skeleton = _skeleton(course, slug)
        compared = "\0".join([MEASURE, skeleton, *sorted(authors)])
        mark = hashlib.sha256(compared.encode("utf-8", "surrogatepass")).hexdigest()
        if slug in known and known[slug][0] == mark:
            pairs = known[slug][1]
        else:
            pairs = likenesses(_texts(book, course, slug, list(authors)), skeleton)
        noted[slug] = mark, pairs
        found += [Likeness(slug, (authors[it.one], authors[it.other]), it.share, it.in_form) for it in pairs]
    if noted != known:
        put(out / INDEX, msgspec.json.encode(noted))
    return found


def _index(out: Path) -> dict[str, tuple[str, Pairs]]:
    try:
        return msgspec.json.decode((out / INDEX).read_bytes(), type=dict[str, tuple[str, Pairs]])
    except (OSError, msgspec.DecodeError):
        return {}


def _texts(book: Gradebook, course: Course, slug: str, digests: Sequence[str]) -> dict[str, str]:
    """What each wrote, as one text."""
    expected = course.exercises[slug].entry if slug in course.exercises else ""
    texts = {}
    with book.reading() as connection:
        for digest, files in results.submissions_whole(connection, digests):
            bundle = Bundle(digest, files)
            try:
                texts[digest] = submission_of(bundle, choose_entry(bundle, expected)).source
            except GraderError:
                continue  # what cannot be read as a program is like nothing
    return texts


def _skeleton(course: Course, slug: str) -> str:
    if slug not in course.exercises:
        return ""
    path = course.exercises[slug].skeleton
    try:
        bundle = Bundle(slug, {path.name: path.read_bytes()})
        return submission_of(bundle, path.name).source
    except (OSError, GraderError):
        return ""
