"""A class in one picture: all that the overview shows, as plain data.

Filled from a gradebook, drawn by `grader.feedback` as a pure function of it. Links are relative to the folder of
the overview, with `/` between their parts and not yet quoted for a URL. Whatever came from a student (names of
files, texts in a report) is as it came: whoever draws it escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from grader.report import Report


@dataclass(frozen=True, slots=True)
class Override:
    """A person's word over the machine's."""

    points: Decimal
    reason: str
    by: str
    at: datetime
    conflict: bool = False
    """Whether the machine's grade, or its maximum, has changed since, so that somebody should look again."""
    max_points: Decimal | None = None
    """What they are out of: the maximum that the person had before them. None where nobody kept it."""
    same_points: bool = True
    """Whether the machine's points, or that there are none, are what they were then."""


@dataclass(frozen=True, slots=True)
class Row:
    """One author's standing in one exercise: one row of `grades.csv`."""

    author: str
    """Id as in `grades.csv`; of a delivery without a known author, its folder or file name."""
    exercise: str
    """Slug; '' where a delivery could not be told to belong to one."""
    points: Decimal | None
    """The grade: after policy and override. None when it is withheld."""
    max_points: Decimal
    reason: str | None
    """Why it is withheld, in words for instructors."""
    report: Report | None
    """What was found, before policy and override; shared by those who handed in the same. None: never judged."""
    name: str = ""
    """What people call the author, from the roster; '' where it says nothing."""
    known: bool = True
    """Whether the roster, or the delivery's own layout, says who the author is."""
    digest: str = ""
    """Of the submission: equal for equal files."""
    together: str = ""
    """What those share who handed in as one: the team, else the delivery. '': nobody knows."""
    unread_time: bool = False
    """The platform says when, and nobody can read it."""
    attempt: int = 1
    """Which of the author's attempts counts; the earlier ones are superseded. 0: nothing was handed in, and a person gave a
    grade."""
    days_late: int = 0
    taken: Decimal = Decimal(0)
    """Points that lateness cost."""
    override: Override | None = None
    said: tuple[str, ...] = ()
    """What people said of it, for the author to read: why a grade is set by hand, and comments."""
    reason_of_each: str | None = None
    """The reason without the delivery's own name: equal where the same is true of several."""
    feedback_link: str = ""
    """The author's HTML page; '' where there is none."""
    report_link: str = ""
    """The author's JSON report; '' where there is none."""

    @property
    def withheld(self) -> bool:
        """Whether there is no grade; `reason` says why."""
        return self.points is None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two submissions of different authors that are nearly the same; equal ones share a digest instead."""

    exercise: str
    authors: tuple[str, str]
    share: float
    """How alike, from 0 to 1."""
    in_form: bool = False
    """Only when names, texts, comments and the order of functions are left aside."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody on the roster who handed nothing in."""

    author: str
    name: str
    exercise: str


@dataclass(frozen=True, slots=True)
class Heading:
    """An exercise, as the heading of its part of the picture."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One class, at one moment."""

    course: str
    made_at: datetime
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    """By exercise in the course's order, then by author."""
    missing: tuple[Missing, ...] = ()
    likenesses: tuple[Likeness, ...] = ()
