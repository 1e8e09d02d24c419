"""What a statement promises, read as a student reads it: how many points there are, and what things are called.

The heading says the sum, as in ``# Lock the shared value · 10 points``. A table whose last column bears the same word
says the points of each promise. The word is the author's: points, Punkte, puntos.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.authoring.verify.asked import Asked
from grader.authoring.verify.proof import CheckProof, Finding, Law

_HEADING = re.compile(r"^#\s+(?P<text>.*?\S)\s*#*$", re.MULTILINE)
_SUM = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s+(?P<word>[^\W\d_]+)$")
_ROW = re.compile(r"^\s*\|(?P<cells>.*)\|\s*$")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_CODE = re.compile(r"```.*?```|~~~.*?~~~|(?P<ticks>`+)(?P<inside>.+?)(?P=ticks)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Promised:
    """The points that a statement speaks of."""

    total: float | None = None
    """None where the heading does not say it."""
    rows: tuple[float, ...] | None = None
    """Of the table; None where there is none."""


def promised(statement: str) -> Promised:
    """Read the heading, and the table that goes with it."""
    heading = _HEADING.search(statement)
    found = _SUM.search(heading["text"]) if heading else None
    if found is None:
        return Promised()
    rows = list(_rows(statement, found["word"]))
    return Promised(_number(found["number"]), tuple(rows) or None)


def _rows(statement: str, word: str) -> Iterator[float]:
    """The last cells of every table whose last column is called so."""
    inside = False
    for line in statement.splitlines():
        match = _ROW.match(line)
        last = match["cells"].rpartition("|")[2].strip() if match else ""
        if match is None:
            inside = False
        elif last.casefold() == word.casefold():
            inside = True
        elif inside and _NUMBER.fullmatch(last):
            yield _number(last)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def says_the_points(statement: str, checks: Sequence[CheckProof], where: str) -> Law:
    """The heading's sum and the table's rows are what the suite gives."""
    total = sum(check.points for check in checks if not check.bonus)
    said = promised(statement)
    findings = list(_contradictions(said, checks, total, where))
    return Law(
        id="points",
        says=f"the statement says the points: {total:g}",
        holds=not findings,
        findings=tuple(findings),
    )


def _contradictions(said: Promised, checks: Sequence[CheckProof], total: float, where: str) -> Iterator[Finding]:
    if said.total is None:
        yield Finding(
            message="the statement's heading does not say how many points there are",
            where=where,
            hint=f"Write it as in: # Title · {total:g} points",
        )
        return
    if said.total != total:
        yield Finding(message=f"the heading says {said.total:g}, the suite's checks come to {total:g}", where=where)
    if said.rows is None:
        return
    for worths in (
        [check.points for check in checks],
        [check.points for check in checks if check.points],
        [check.points for check in checks if check.points and not check.bonus],
    ):
        if Counter(said.rows) == Counter(worths):
            return
    table, suite = (", ".join(f"{value:g}" for value in sorted(values)) for values in (said.rows, worths))
    says = f"the suite's checks {suite}" if suite else "the suite has no checks that are worth anything"
    yield Finding(message=f"the table's rows are worth {table}; {says}", where=where)


def names_what_is_asked_for(statement: str, entry: str, asked: Sequence[Asked], where: str) -> Law:
    """Every file and every name that the suite relies on stands in the statement, as code."""
    code = "\n".join(match["inside"] or match[0] for match in _CODE.finditer(statement))
    findings = [] if _stands(entry, code) else [Finding(message=f"the statement does not name `{entry}`", where=where)]
    findings += [
        Finding(message=f"the statement does not name `{one.name}`, which the suite asks for", where=one.where)
        for one in asked
        if not _stands(one.name, code)
    ]
    names = [entry, *dict.fromkeys(one.name for one in asked)]
    says = f"the statement names what the suite asks for: {', '.join(names)}"
    return Law(id="names", says=says, holds=not findings, findings=tuple(findings))


def _stands(name: str, code: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", code) is not None
