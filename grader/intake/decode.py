"""Bytes of a Python file to text, by Python's own rules (PEP 263), with Python's own words where they fail.

Two things are stricter than CPython. A codec must leave ASCII as it is: `utf_7`, `unicode_escape`, `punycode`
and the like would let a file read differently to a person and to Python (and decoding some of them takes
quadratic time). And a NUL byte is refused on every version in the words of the newest.
"""

from __future__ import annotations

import codecs
import re
import warnings
from dataclasses import dataclass

_ASCII_PROBE = "if x == 1: # ~{+AGE-\\u0041\\x41 -1.xn--mnchen-3ya.de' \"[]|^`A\n"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ARCHIVE = b"PK\x03\x04"
NO_CODE = "the notebook has no code"
NO_TEXT = " (the file is a Word document or another archive: save the program as plain text, in a .py file)"
_MARKED = "utf-8-sig"
_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
"""PEP 263, as its text and CPython's have it."""
_BLANK = re.compile(rb"[ \t\f]*(?:#|$)")
_SPELT = re.compile(r"(?:(utf-8)|latin-1|iso-8859-1|iso-latin-1)(?:-|$)")
"""How CPython knows its two usual encodings, whatever stands behind: Emacs writes `utf-8-unix`."""


@dataclass(frozen=True, slots=True)
class SourceProblem:
    """Why Python would refuse a text, in Python's words, and the line of the module it complains about."""

    message: str
    line: int | None = None
    type: str = "SyntaxError"
    """The exception that Python would raise, or its subclass: `IndentationError`."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text with plain newlines ('' if undecodable), and what is wrong with its bytes."""

    text: str
    problem: SourceProblem | None = None


def decode(data: bytes, name: str) -> Decoded:
    """Read the bytes of the Python file `name` as Python would."""
    encoding = _declared(data)
    if isinstance(encoding, SourceProblem):
        return Decoded("", encoding)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as refusal:
        return Decoded("", _byte_problem(data, name, encoding, refusal))
    text = plain_newlines(text)
    return Decoded(text, null_problem(text))


def to_be_shown(data: bytes) -> str:
    """A text for people to find the place that Python complains about; what is no letter is spelt as Python spells it."""
    encoding = "utf-16" if data.startswith(UTF_16) else "utf-8-sig"
    return plain_newlines(data.decode(encoding, "backslashreplace"))


def plain_newlines(text: str) -> str:
    r"""Turn `\r\n` and `\r` into `\n`, the only line ends that Python knows."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def null_problem(text: str) -> SourceProblem | None:
    """Say where the first NUL stands, which no Python source may hold."""
    at = text.find("\0")
    if at < 0:
        return None
    return SourceProblem("source code cannot contain null bytes", text.count("\n", 0, at) + 1)


def _keeps_ascii(encoding: str) -> bool:
    """PEP 263 allows only encodings in which ASCII text is itself."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # unicode_escape warns of escapes it does not know
            return _ASCII_PROBE.encode("ascii").decode(encoding) == _ASCII_PROBE
    except (UnicodeError, LookupError):  # `rot13`, `zlib`: codecs, but not of text
        return False


def _declared(data: bytes) -> str | SourceProblem:
    """The encoding that a mark or a comment in one of the first two lines declares, UTF-8 without; or what is wrong with it.

    `tokenize.detect_encoding` decodes those lines, from Python 3.14 on with whatever codec they name.
    """
    marked = data.startswith(codecs.BOM_UTF8)
    for number, line in enumerate(_first_lines(data.removeprefix(codecs.BOM_UTF8)), 1):
        if found := _COOKIE.match(line):
            return _known(found[1].decode("ascii"), number, marked=marked)
        if not _BLANK.match(line):
            break
    return _MARKED if marked else "utf-8"


def _first_lines(data: bytes) -> list[bytes]:
    return re.split(rb"\r\n?|\n", data, maxsplit=2)[:2]


def _known(name: str, line: int, *, marked: bool) -> str | SourceProblem:
    """The encoding `name` that is declared in a line, if Python takes it."""
    usual = _SPELT.match(name.lower().replace("_", "-"))
    if usual is not None:
        name = usual[1] or "iso-8859-1"
    if marked:
        return _MARKED if name == "utf-8" else SourceProblem("encoding problem: utf-8", line)
    try:
        encoding = codecs.lookup(name).name
    except (LookupError, ValueError):
        return SourceProblem(f"unknown encoding: {name}", line)
    return (
        encoding if _keeps_ascii(encoding) else SourceProblem(f"encoding problem: {encoding} (save it as UTF-8)", line)
    )


def _byte_problem(data: bytes, name: str, encoding: str, refusal: UnicodeDecodeError) -> SourceProblem:
    """Word a byte that the file's encoding does not know."""
    if encoding in ("utf-8", "utf-8-sig"):
        skipped = 3 if encoding == "utf-8-sig" else 0
        return _undeclared(data, name, refusal.start + skipped)
    return SourceProblem(f"(unicode error) {refusal}", _line_of(data, refusal.start))


def _undeclared(data: bytes, name: str, at: int) -> SourceProblem:
    line = _line_of(data, at)
    message = (
        rf"Non-UTF-8 code starting with '\x{data[at]:02x}' in file {name} on line {line}, "
        "but no encoding declared; see https://peps.python.org/pep-0263/ for details"
    )
    if data.startswith(UTF_16):
        message += " (the file is UTF-16: save it as UTF-8)"
    if data.startswith(ARCHIVE):
        message += NO_TEXT
    return SourceProblem(message, line)


def _line_of(data: bytes, at: int) -> int:
    return plain_newlines(data[:at].decode("latin-1")).count("\n") + 1
