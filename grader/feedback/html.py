"""The feedback page for a browser: what was found, check by check, and the program with the findings at its lines.

What the page says is decided here and in `finding`; the templates only set it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.feedback import matrix
from grader.feedback.clean import lines_of
from grader.feedback.finding import Finding, findings, replay_command, replay_remark
from grader.feedback.headline import Headline, headline
from grader.feedback.listing import Listing, Place, listing, place_in
from grader.feedback.press import printed
from grader.feedback.sheet import Sheet, notes_first, summary
from grader.feedback.story import place_of
from grader.feedback.story_view import story_view
from grader.report import Location

__all__ = ["Sheet", "page"]


def page(sheets: Sequence[Sheet], *, heading: str) -> str:
    """The whole page for these reports."""
    views = [_Sheet(sheet, f"e{number}").view() for number, sheet in enumerate(sheets, 1)]
    content = {"heading": heading, "title": _title(views, heading), "sheets": views}
    return printed("page.html", "page.css", content)


def _title(views: Sequence[Mapping[str, Any]], heading: str) -> str:
    if len(views) != 1:
        return heading
    (view,) = views
    return f"{view['exercise']}: {view['score'] or 'withheld'} ({heading})"


class _Sheet:
    """One report on its way to the template."""

    def __init__(self, sheet: Sheet, anchor: str) -> None:
        self.sheet, self.report, self.anchor = sheet, sheet.report, anchor
        self.entry = sheet.report.submission.entry
        self.findings = findings(sheet.report)
        self.listing: Listing = listing(sheet.lines, self.findings)
        self._places = self.listing.places
        files = dict.fromkeys(file for file, _, _ in sheet.lines)
        self._files = {file: number for number, file in enumerate(files)}

    def view(self) -> dict[str, Any]:
        report, there = self.report, self.report.environment
        counts = headline(report, self.sheet.standing)
        return {
            "anchor": self.anchor,
            "exercise": report.exercise,
            "author": self.sheet.name or report.author,
            "entry": self.entry,
            "score": counts.score,
            "how": counts.how,
            "share": counts.share,
            "tone": _tone(counts),
            "summary": summary(report),
            "reason": lines_of(report.reason) if report.reason else [],
            "review": report.review,
            "remarks": self.sheet.remarks,
            "checks": [self._check(finding, number) for number, finding in enumerate(self.findings)],
            "rows_heading": matrix.HEADING,
            "rows": matrix.lines(report),
            "notices": report.notices,
            "notes_first": notes_first(report),
            "listing": list(self._parts()),
            "left_out": self.listing.left_out,
            "circumstances": f"Judged with Python {there.python} on {there.platform}." if there.python else "",
        }

    def _check(self, finding: Finding, number: int) -> dict[str, Any]:
        check, sheet = finding.check, self.sheet
        quoted = finding.place is not None and finding.story is None
        return {
            "anchor": self._check_anchor(number),
            "sign": finding.sign,
            "tone": finding.tone,
            "spoken": finding.spoken,
            "title": check.title or check.id,
            "worth": finding.worth,
            "again": finding.again,
            "rationale": lines_of(finding.rationale) if finding.rationale else [],
            "place": place_of(finding.place, self.entry) if quoted and finding.place else "",
            "excerpt": self._excerpt(finding.place) if quoted and finding.place else [],
            "link": self._link(place_in(finding.place)) if quoted and finding.place else "",
            "waiting": finding.waiting,
            "story": story_view(finding.story, finding.waiting, finding.stuck, self._link) if finding.story else None,
            "hint": lines_of(finding.hint) if finding.hint else [],
            "explanation": lines_of(finding.explanation) if finding.explanation else [],
            "command": replay_command(finding.replay, sheet.file or self.entry, sheet.options + finding.options)
            if finding.replay
            else "",
            "command_remark": replay_remark(finding.replay) if finding.replay else "",
            "warning": "" if finding.controlled else finding.searched,
            "searched": finding.searched if finding.controlled else "",
            "detail": lines_of(check.detail, limit=20_000) if check.detail else [],
        }

    def _check_anchor(self, number: int) -> str:
        return f"{self.anchor}-k{number + 1}"

    def _excerpt(self, location: Location) -> list[dict[str, Any]]:
        lines = self.listing.excerpt(location)
        return [
            {"number": line.number, "pieces": line.pieces, "marked": line.number == location.line} for line in lines
        ]

    def _parts(self) -> Iterator[dict[str, Any]]:
        alone = len(self.listing.parts) == 1 and self.listing.parts[0].file == self.entry
        for part in self.listing.parts:
            heading = part.file if part.cell is None else f"{part.file}, cell {part.cell}"
            yield {
                "heading": "" if alone and part.cell is None else heading,
                "stretches": [
                    {
                        "folded": stretch.folded,
                        "first": stretch.first,
                        "last": stretch.last,
                        "lines": [
                            {
                                "anchor": self._link(line.place).removeprefix("#"),
                                "number": line.number,
                                "pieces": line.pieces,
                                "stepped": line.stepped,
                                "notes": [self._note(note.check, note.said) for note in line.notes],
                            }
                            for line in stretch.lines
                        ],
                    }
                    for stretch in part.stretches
                ],
            }

    def _note(self, number: int, said: str) -> dict[str, str]:
        finding = self.findings[number]
        return {
            "anchor": self._check_anchor(number),
            "sign": finding.sign,
            "tone": finding.tone,
            "title": finding.check.title or finding.check.id,
            "said": said,
        }

    def _link(self, place: Place) -> str:
        """The address of a line on this page, '' where it is not shown; made of numbers alone."""
        file, cell, line = place
        if place not in self._places:
            return ""
        return f"#{self.anchor}-f{self._files[file]}-c{cell or 0}-l{line}"


def _tone(counts: Headline) -> str:
    if not counts.score:
        return "warn"
    return "good" if counts.full else "plain"
