"""The page of a proof, as text for a terminal: each law, whether it holds, and what was found where it does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.authoring.verify.proof import Finding, Law, Proof, Verdict
from grader.feedback import ink
from grader.feedback.ink import BLANK, Line, Span, Style, Tone, line
from grader.feedback.layout import block, padded, paragraph
from grader.several import counted

MOST = 12
"""Findings of one law that are shown; the document has them all."""
MOST_LINES = 14
SAMPLE = "a sample of the mutants"

VERDICTS: dict[Verdict, tuple[str, Tone]] = {
    Verdict.PROVED: ("proved", "good"),
    Verdict.NOT_PROVED: ("not proved", "bad"),
    Verdict.MISTAKEN: ("cannot be run", "bad"),
    Verdict.WITHHELD: ("nobody can say", "warn"),
}
SIGNS: dict[bool | None, tuple[str, str, Tone]] = {
    True: ("✓", "ok  ", "good"),
    False: ("✗", "NO  ", "bad"),
    None: ("!", "??  ", "warn"),
}


def page(proof: Proof, style: Style) -> str:
    """The whole page of one exercise."""
    return ink.written(list(_lines(proof, style)), style)


def _lines(proof: Proof, style: Style) -> Iterator[Line]:
    yield line(Span(style.clean(proof.exercise), "strong"), "   ", _verdict(proof))
    yield BLANK
    for law in proof.laws:
        yield from _law(law, style)


def _verdict(proof: Proof) -> Span:
    """What is known. Of mutants of which a sample was judged nothing is proved but of the sample."""
    words, tone = VERDICTS[proof.verdict]
    return Span(f"{words}, with {SAMPLE}", tone) if _is_sampled(proof) else Span(words, tone)


def _is_sampled(proof: Proof) -> bool:
    tried = proof.mutants
    return proof.verdict is Verdict.PROVED and tried is not None and tried.judged < tried.made


def _law(law: Law, style: Style) -> Iterator[Line]:
    sign, word, tone = SIGNS[law.holds]
    start = f" {sign if style.signs else word} "
    first, *rest = paragraph(law.says, style, indent=len(start))
    yield line(Span(start, tone), first[-1])
    yield from rest
    for finding in law.findings[:MOST]:
        yield from _finding(finding, style, indent=len(start))
    if len(law.findings) > MOST:
        more = counted(len(law.findings) - MOST, "more finding")
        yield from paragraph(f"… and {more}: --json has them all", style, indent=len(start), tone="dim")


def _finding(finding: Finding, style: Style, indent: int) -> Iterator[Line]:
    yield from paragraph(finding.message, style, indent=indent, label="- ")
    if finding.where:
        yield from paragraph(finding.where, style, indent=indent + 2, tone="dim")
    if finding.detail:
        yield from block(finding.detail, style, indent=indent + 2, most=MOST_LINES)
    if finding.hint:
        yield from paragraph(finding.hint, style, indent=indent + 2, tone="hint")
    if finding.paste:  # however long: what is to be copied stands on one line
        yield line(" " * (indent + 2), Span(finding.paste, "strong"))


def summary(proofs: Sequence[Proof], style: Style) -> str:
    """The table after several pages."""
    widest = max(len(proof.exercise) for proof in proofs)
    rows = [
        line(" ", padded(style.clean(proof.exercise), widest), "   ", _verdict(proof), _broken(proof))
        for proof in proofs
    ]
    proved = sum(proof.verdict is Verdict.PROVED for proof in proofs)
    partly = sum(map(_is_sampled, proofs))
    total = f"{proved} of {counted(len(proofs), 'suite')} proved" + (f", {partly} with {SAMPLE}" if partly else "")
    return ink.written([*rows, line(" ", Span(total, "strong"))], style)


def _broken(proof: Proof) -> str:
    names = [law.id for law in proof.laws if not law.holds]
    return f": {', '.join(names)}" if names else ""
