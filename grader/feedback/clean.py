"""Text from a submission, made safe to show: on a terminal, in HTML, XML and Markdown.

A student's output may hold terminal commands, invisible characters or text that runs backwards (bidi
overrides): shown raw it could repaint the page, or make a line read other than it is. Whatever cannot be
seen is shown as its Python escape. Cleaning twice changes nothing, so the last writer cleans once more and
nothing is forgotten. What each format adds to that stands below, one function a format; tables for
spreadsheets are in `spreadsheet`.
"""

from __future__ import annotations

import html
import re
import unicodedata

# Spaces other than the plain one: harmless, and common in Western and East Asian typography.
SPACES = frozenset("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")

# Letters and marks to Python and to Unicode, and drawn as nothing: fillers and a joiner. Selectors of a letter's form are seen by that form.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]")

_JOINERS = "\u200c\u200d"

QUOTED = re.compile(r"`([^`\n]+)`")
"""What stands between backticks in a sentence of a page: code."""

# What course texts and our own pages use beyond ASCII, in plainer signs for a terminal that has no better.
PLAINER = str.maketrans(
    {
        "\u2013": "-", "\u2014": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"',
        "\u2026": "...", "\u00d7": "x", "\u2190": "<-", "\u2192": "->", "\u00b7": "-", "\u00a0": " ",
    }
)  # fmt: skip


def clean(text: str, encoding: str = "utf-8") -> str:
    """Show what cannot be seen, or cannot be written in `encoding`, as escapes: one line in, one line out."""
    if not text.isprintable():
        text = "".join(
            c if c.isprintable() or c in SPACES or _joins(text, at) else escaped(c) for at, c in enumerate(text)
        )
    if not text.isascii():
        text = _UNSEEN.sub(lambda found: escaped(found[0]), text)
    return text if encoding == "utf-8" or text.isascii() else writable(text, encoding)


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands where writing has it, as in Persian and Indian names and in emoji made of several: between signs of
    neither Latin, Greek nor Cyrillic."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] in _JOINERS and len(around) == 2 and around.isprintable() and all(c > "\u058f" for c in around)


def escaped(character: str) -> str:
    """Spell one character as Python would: \\n, \\x1b, \\u202e."""
    return character.encode("unicode_escape").decode("ascii")


def writable(text: str, encoding: str) -> str:
    """Plainer signs, and escapes for what `encoding` cannot write. Ours are plain where it could write some of them, too: of
    what Windows writes into a pipe, many readers take the bytes for those of another encoding."""
    return text.translate(PLAINER).encode(encoding, "backslashreplace").decode(encoding)


def lines_of(text: str, *, limit: int = 4_000) -> list[str]:
    """Split into lines that are safe to show, tabs as spaces; what exceeds `limit` characters is counted."""
    beyond = len(text) - limit
    kept = text[:limit] if beyond > 0 else text
    lines = [clean(line.expandtabs(4)).rstrip() for line in kept.replace("\r\n", "\n").split("\n")]
    return [*lines, f"… ({beyond} more character{'' if beyond == 1 else 's'})"] if beyond > 0 else lines


_AS_PICTURE = "\ufe0f"
"""What stands before it is drawn as an emoji, which is wide."""


def cells(text: str) -> int:
    """How many columns of a terminal the text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    # Composed: syllables of Korean are spelled in parts where a Mac named the file.
    return sum(_cells_of(c) for c in unicodedata.normalize("NFC", text))


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf") and character != _AS_PICTURE:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def html_text(text: str) -> str:
    """Text for a place in HTML or XML where there is no template: escaped, lines broken by `<br/>`."""
    return "<br/>".join(html.escape(line) for line in lines_of(text, limit=len(text)))


def xml_text(text: str) -> str:
    """Text with only characters that XML 1.0 allows, lines and tabs kept; whoever writes the document still escapes
    (`ElementTree` does). What can be seen is what XML allows."""
    return "\n".join("\t".join(map(clean, line.split("\t"))) for line in text.replace("\r\n", "\n").split("\n"))


_MARK = re.compile(
    r"[\\`*\[\]<>|$^]|(?<!\w)_|_(?!\w)|~(?=~)|(?<=~)~|&(?=[#\w])|(?<!\S)\#"  # markup, entities
    r"|:(?=//)|(?<=\bwww)\.|(?<=\w)@(?=\w)|:(?=[\w+-]+:)"  # addresses, emoji
)
_BEGINNING = re.compile(r"^([-+=~:]|\d{1,9}(?=[.)]))", re.ASCII)


def markdown_text(text: str) -> str:
    """One line of running text in Markdown, to be read raw as well: nothing in it is a mark, a tag or an address, and
    what could be one is escaped only where it stands so. For what a student wrote `markdown_code` and `markdown_block`
    are better: there nobody is mentioned either."""
    return markdown_beginning(markdown_marks(text.strip()))


def markdown_marks(text: str) -> str:
    """The same for what does not begin its line."""
    return _MARK.sub(r"\\\g<0>", clean(text))


def markdown_beginning(line: str) -> str:
    """A line of Markdown, so that it begins no list, no table, no heading's underline and no fence."""
    found = _BEGINNING.match(line)
    if found is None:
        return line
    at = found.end() if found[1].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def markdown_code(text: str) -> str:
    """One line of code in Markdown, whatever quotes are in it."""
    shown = clean(text)
    fence = "`" * (_longest_run(shown) + 1)
    pad = " " if shown.startswith(("`", " ")) or shown.endswith(("`", " ")) else ""
    return f"{fence}{pad}{shown}{pad}{fence}" if shown else ""


def markdown_block(text: str) -> str:
    """A block of text as it stands, between fences longer than any in it."""
    lines = lines_of(text.rstrip("\n"), limit=20_000)
    fence = "`" * max(3, _longest_run("\n".join(lines)) + 1)
    return "\n".join((fence, *lines, fence))


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
