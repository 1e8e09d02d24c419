"""The files of the output folder, made from what the gradebook holds.

Each is written beside its place and then moved there, so that nobody ever finds half of one. A page is written again
only when something on it has changed: what it was made of is noted in `.pages.json`, at the end, so that a batch which
was ended in between writes a page once more and never one too few.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from grader.batch.alike import alike
from grader.batch.pages import Page, page_of, reader_of
from grader.batch.picture import missing, picture_of
from grader.batch.places import FEEDBACK, GRADES, OVERVIEW, REPORTS, Links, alone, clear, folders, put
from grader.batch.settle import NOT_YET
from grader.course import Course
from grader.errors import GraderError
from grader.feedback import overview, spreadsheet
from grader.gradebook.book import Gradebook
from grader.gradebook.entries import Entry
from grader.report import written

COLUMNS = (
    "author", "exercise", "outcome", "points", "max_points", "late", "reason", "attempt", "submission_digest",
    "graded_at",
)  # fmt: skip
INDEX = ".pages.json"


@dataclass(frozen=True, slots=True)
class Published:
    """What the output folder shows now."""

    entries: Sequence[Entry]
    written: int
    """Entries whose files were written anew."""
    failed: Mapping[str, Exception]
    """What could not be made, through a fault of ours, by its place."""
    missing: Mapping[str, int]
    """How many of the roster handed nothing in, by exercise."""


def publish(out: Path, course: Course, book: Gradebook, *, now: datetime) -> Published:
    """Bring everything in the output folder up to date with the gradebook."""
    with alone(out):
        return _published(out, course, book, now)


def _published(out: Path, course: Course, book: Gradebook, now: datetime) -> Published:
    entries = book.entries(course.title)
    written, failed = write_pages(out, course, book, entries, now=now)
    write_grades(out, entries)
    try:
        near = alike(out, course, book, entries)
        picture = picture_of(book, course, entries, places=links(entries), now=now, likenesses=near)
        put(out / OVERVIEW, overview.page(picture).encode("utf-8", "backslashreplace"))
    except GraderError:
        raise
    except Exception as error:  # grades and pages stand all the same
        failed[OVERVIEW] = error
    absent = Counter(one.exercise for one in missing(book, course, entries))
    return Published(entries, written, failed, absent)


def remove(out: Path, entries: Sequence[Entry], author: str) -> None:
    """Remove an author's pages; `entries` are those that they were written for. Also what was written when nobody else had
    such a name: it lies in a folder that is nobody's now."""
    names = folders(entry.author for entry in entries)
    alone = folders([author])[author]
    for name in {names.get(author), alone} - {names[other] for other in names if other != author} - {None}:
        for kind in (REPORTS, FEEDBACK):
            clear(out / kind / str(name))


def links(entries: Sequence[Entry]) -> dict[tuple[str, str], Links]:
    """The files of each entry, by exercise and author."""
    names = folders(entry.author for entry in entries)
    return {
        (entry.exercise, entry.author): Links(
            f"{REPORTS}/{names[entry.author]}/{entry.exercise}.json",
            f"{FEEDBACK}/{names[entry.author]}/{entry.exercise}.html",
            f"{FEEDBACK}/{names[entry.author]}/{entry.exercise}.md",
        )
        if entry.exercise
        else Links()
        for entry in entries
    }


def write_grades(out: Path, entries: Sequence[Entry]) -> None:
    """`grades.csv`: one row for each author and exercise."""
    text = spreadsheet.table(COLUMNS, map(_row, entries), identifiers=("author", "exercise", "submission_digest"))
    put(out / GRADES, text.encode("utf-8", "backslashreplace"))


def _row(entry: Entry) -> tuple[str | int, ...]:
    return (
        entry.author,
        entry.exercise,
        "withheld" if entry.withheld else "judged",
        "" if entry.points is None else written(entry.points),
        written(entry.max_points) if entry.exercise else "",
        entry.days_late,
        entry.reason or "",
        entry.attempt,
        entry.digest,
        entry.graded_at.isoformat(timespec="seconds"),
    )


def write_pages(
    out: Path, course: Course, book: Gradebook, entries: Sequence[Entry], *, now: datetime
) -> tuple[int, dict[str, Exception]]:
    """Reports and feedback of every entry that has changed since they were written; how many, and what failed."""
    index, places = _index(out), links(entries)
    failed: dict[str, Exception] = {}
    due = [entry for entry in entries if entry.exercise and entry.reason != NOT_YET]
    marks = {places[entry.exercise, entry.author].report: _mark(entry, course, now) for entry in due}
    stale = [entry for entry in due if not _is_there(out, places[entry.exercise, entry.author], index, marks)]
    for start in range(0, len(stale), 50):
        some = stale[start : start + 50]
        reports = book.reports(entry.result for entry in some)
        files = book.submissions(entry.digest for entry in some if entry.digest)
        for entry in some:
            place = places[entry.exercise, entry.author]
            try:
                report = reports.get(entry.result or 0)
                made = page_of(entry, report, course, files.get(entry.digest), now=now)
            except Exception as error:  # a page that cannot be made costs itself alone
                failed[place.html] = error
                del marks[place.report]
                continue
            _write_page(out, place, made)
    if set(index) != set(marks):
        _sweep(out, book, set(index) - set(marks))
    if stale or set(index) != set(marks):
        put(out / INDEX, msgspec.json.encode(marks))
    return len(stale) - len(failed), failed


def _sweep(out: Path, book: Gradebook, left: Iterable[str]) -> None:
    """Remove pages that were written for what is nobody's now: a name that the roster has matched to somebody since."""
    held = {place.report for course in book.courses() for place in links(book.entries(course)).values()}
    for report in set(left) - held:
        page = f"{FEEDBACK}/{report.removeprefix(f'{REPORTS}/').removesuffix('.json')}"
        for path in _paths(Links(report, f"{page}.html", f"{page}.md")):
            clear(out / path)
            with suppress(OSError):  # another exercise's pages lie there
                (out / path).parent.rmdir()


def _is_there(out: Path, place: Links, index: Mapping[str, str], marks: Mapping[str, str]) -> bool:
    """Whether its files are those that would be written now."""
    return index.get(place.report) == marks[place.report] and all((out / path).exists() for path in _paths(place))


def _paths(place: Links) -> tuple[str, str, str]:
    return place.report, place.html, place.markdown


def _write_page(out: Path, place: Links, page: Page) -> None:
    for path, data in zip(_paths(place), (page.report, page.html, page.markdown), strict=True):
        put(out / path, data)


def _mark(entry: Entry, course: Course, now: datetime) -> str:
    """What a page is made of, in short."""
    made_of = (
        entry.result, entry.points, entry.reason, entry.days_late, entry.taken, entry.attempt, entry.name,
        entry.override, entry.comments, entry.delivered_as, reader_of(entry, course, now), entry.graded_at, entry.digest,
        entry.machine_reason, entry.remarks, course.late,
    )  # fmt: skip
    return hashlib.sha256(repr(made_of).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _index(out: Path) -> Mapping[str, str]:
    """What was noted of pages that were written; nothing where it cannot be read."""
    try:
        return msgspec.json.decode((out / INDEX).read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError):
        return {}
