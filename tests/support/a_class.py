"""A class made up with known shares: what the overview's tests count, and a page for the eye.

`python -m tests.support.a_class FILE [AUTHORS [EXERCISES]]` writes the overview of one.
"""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

from grader.feedback.overview import page
from grader.gradebook.picture import Heading, Likeness, Missing, Override, Picture, Row
from grader.report import Witness
from tests.support.reports import a_check, a_deadlock, a_report, a_step, at

NOW = datetime(2030, 1, 10, 12, 30, tzinfo=UTC)
SLUGS = (
    "fix-typo", "guard-main", "join-threads", "add-lock", "share-value", "bank", "philosophers", "pipeline", "pool",
    "barrier", "readers-writers", "barber", "scheduler",
)  # fmt: skip
FIRST = (
    "Ada",
    "Grace",
    "Alan",
    "Edsger",
    "Barbara",
    "Donald",
    "Leslie",
    "Tony",
    "Frances",
    "Margaret",
    "نور",
    "דנה",
    "李",
)
LAST = (
    "Lovelace",
    "Hopper",
    "Turing",
    "Dijkstra",
    "Liskov",
    "Knuth",
    "Lamport",
    "Hoare",
    "Allen",
    "Hamilton",
    "O'Neil",
)


def a_lost_update_with(mine, theirs):
    """Two threads write over each other's 1, each with these locks held."""
    read = ("local = value", "reads", "value", "0")
    write = ("value = local", "writes", "value", "1")
    return Witness(
        token="T",
        steps=(
            a_step("Thread-1 (f)", 12, *read, holds=theirs),
            a_step("Thread-2 (f)", 12, *read, holds=mine),
            a_step("Thread-1 (f)", 15, *write, holds=theirs),
            a_step("Thread-2 (f)", 15, *write, holds=mine, decisive=True, note="overwrites Thread-1 (f)'s 1"),
        ),
    )


def right():
    """Everything passed."""
    return checks()


def checks(third=None, fourth=None):
    """The four checks, two of which may be others than passed."""
    return (
        a_check("One call adds one.", id="test_one", worth=1.0),
        a_check("It starts two threads.", id="test_two", worth=2.0),
        third or a_check("No update is lost.", id="test_three", worth=5.0),
        fourth or a_check("It prints 2.", id="test_four", worth=2.0),
    )


def failed(title, name, worth, rationale, **more):
    """A check that was not passed."""
    return a_check(title, id=name, worth=worth, outcome="failed", rationale=rationale, **more)


def no_lock():
    """The update gets lost; the number printed is wrong as well."""
    lost = failed(
        "No update is lost.", "test_three", 5.0, "value ended as 1, expected 2. Found in the 3rd order tried.",
        witness=a_lost_update_with((), ()),
    )  # fmt: skip
    return checks(lost, failed("It prints 2.", "test_four", 2.0, "The last number printed should be 2."))


def own_lock():
    """The same with a lock in each call."""
    lost = failed(
        "No update is lost.", "test_three", 5.0, "value ended as 1, expected 2.", witness=a_lost_update_with(("a lock",), ("a lock",))
    )  # fmt: skip
    return checks(lost)


def deadlocked():
    """Two locks in opposite orders; the run meets it, too."""
    stuck = "Deadlock: nobody can go on.\nThread-1 waits."
    return checks(
        failed("No update is lost.", "test_three", 5.0, stuck, witness=a_deadlock()),
        failed("It prints 2.", "test_four", 2.0, stuck),
    )


def misspelt(name):
    """A name that is not there."""
    error = f"NameError: name '{name}' is not defined"
    return checks(
        a_check("No update is lost.", id="test_three", worth=5.0, outcome="skipped", rationale="Skipped until …"),
        failed("It prints 2.", "test_four", 2.0, error, location=at(19)),
    )


def endless():
    """It never ends."""
    return checks(
        a_check(
            "No update is lost.", id="test_three", worth=5.0, outcome="timed_out", rationale="It goes on for ever."
        ),
        a_check(
            "It prints 2.", id="test_four", worth=2.0, points=1.0, outcome="failed", rationale="1 of 2 lines is right."
        ),
    )


KINDS = {  # how many of a hundred
    "right": (right, 45),
    "no lock": (no_lock, 18),
    "own lock": (own_lock, 14),
    "deadlock": (deadlocked, 8),
    "typo": (lambda: misspelt("Lokc"), 4),
    "other typo": (lambda: misspelt("tiem"), 2),
    "endless": (endless, 4),
}
"""What is left of the hundred is withheld."""


def a_row(author, exercise, checks, *, seconds=0.25, **more):
    """One author's standing, with a report of these checks."""
    report = a_report(*checks, exercise=exercise, author=author, duration_s=seconds)
    return Row(
        author=author, exercise=exercise, points=Decimal(str(report.points)), max_points=Decimal(10), reason=None,
        report=report, feedback_link=f"feedback/{author}/{exercise}.html", **more,
    )  # fmt: skip


def withheld(author, exercise, reason="The worker was killed 3 times (line 12)."):
    """A grade that is held up."""
    return Row(
        author=author, exercise=exercise, points=None, max_points=Decimal(10), reason=reason, report=None,
        feedback_link=f"feedback/{author}/{exercise}.html",
    )  # fmt: skip


def a_picture(authors=100, exercises=2):
    """A class whose shares are those of KINDS, exactly where its size is a multiple of a hundred."""
    random = Random(1)
    ids = [f"s{number:04}" for number in range(1, authors + 1)]
    slugs = SLUGS[:exercises]
    rows = [row for slug in slugs for row in _rows(slug, ids, random)]
    return Picture(
        course="Processes and threads",
        made_at=NOW,
        headings=tuple(Heading(slug, slug.replace("-", " ").capitalize()) for slug in slugs),
        rows=tuple(rows),
        missing=tuple(Missing(f"m{number}", f"Missing {number}", slugs[0]) for number in range(3)),
        likenesses=(Likeness(slugs[0], (ids[0], ids[-1]), 0.93),),
    )


def _rows(slug, ids, random):
    kinds = [kind for kind, share in KINDS.values() for _ in range(share)]
    kinds += [None] * (100 - len(kinds))
    order = [kinds[number % 100] for number in range(len(ids))]
    random.shuffle(order)
    for number, (author, kind) in enumerate(zip(ids, order, strict=True)):
        name = f"{random.choice(FIRST)} {random.choice(LAST)}"
        if kind is None:
            yield replace(withheld(author, slug), name=name)
            continue
        row = a_row(
            author, slug, kind(), name=name, digest=f"{slug}{number}", seconds=round(0.1 + random.random() ** 4, 3)
        )
        if number % 20 == 7:
            row = replace(row, days_late=1 + number % 3, taken=Decimal(1), points=max(Decimal(0), row.points - 1))
        if number % 50 == 9:
            row = replace(
                row,
                override=Override(
                    Decimal(9), "Seen in the lab", "Dr. N", NOW, number % 100 == 9, same_points=number % 100 != 9
                ),
                points=Decimal(9),
            )
        if number in (3, 4, 5):
            row = replace(row, digest=f"{slug}-same")
        yield row


if __name__ == "__main__":
    sizes = [int(one) for one in sys.argv[2:]]
    Path(sys.argv[1]).write_text(page(a_picture(*sizes)), encoding="utf-8")
