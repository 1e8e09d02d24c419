"""A notebook cell to Python: magics, shell lines and questions leave, lines keep their numbers.

What stands where a magic stood: `pass` for what has no meaning here, the code that a magic wraps
(`%time f()`), `[]` for the output of a shell command (`files = !ls`), `None` for that of a magic. A text that
Python accepts has none of these and comes back as it is: no valid statement begins with `%`, `!` or `?`,
ends in `?`, or has `!` or `%` right after an assignment's `=`.

The rules are IPython's (`IPython.core.inputtransformer2`); left out on purpose are automatic calls (`/f a`,
`,f a b`) and magics without their `%`, `pip install` apart: they stay what they are, syntax errors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from grader.intake.notebook.lex import line_end, statement_at
from grader.intake.notebook.options import after_options

WRAPPERS: Mapping[str, str] = {
    "time": "",
    "timeit": "n:r:tcp:qov",
    "prun": "D:l:rs:T:q",
    "memit": "r:t:i:co",
    "mprun": "rf:T:c",
    "lprun": "rsf:m:D:T:u:z",
    "snakeviz": "tf:",
}
"""Magics that run the code after them, with their options (a colon: it takes a value)."""

CELL_WRAPPERS = frozenset({*WRAPPERS, "capture", "debug", "pyinstrument", "scalene"})
"""Cell magics that run their cell."""

_NESTING = 8
"""Percent signs before a magic on its line: a line of a hundred thousand `%time` would take hours."""

_INDENT = re.compile(r"[ \t\f]*+")
_BLANKS = re.compile(r"[ \t\f\n]*+(?:#[^\n]*+[ \t\f\n]*+)*+")
_NAME = re.compile(r"%{1,2}[ \t]*+([\w.]*+)[ \t]*+")
_HELP = re.compile(r"%%[\w.]+\?")
_INSTALL = re.compile(r"(?:pip3?|conda|mamba|uv)[ \t]++(?:install|uninstall|update|list|show|add)\b")
_RUN = re.compile(r"%(?:run|load)\b")
_RAN = ": what that file makes is not there. Put its code into a cell of its own"
_WRITE = re.compile(r"%%(?:writefile|file)[ \t]++(?P<append>(?:-a|--append)[ \t]++)?(?P<name>[\w-]++\.py)[ \t]*+$")


@dataclass(frozen=True, slots=True)
class Written:
    """A file that a `%%writefile` cell makes: its text begins on line `line` of the cell."""

    name: str
    text: str
    line: int
    append: bool


@dataclass(frozen=True, slots=True)
class Translated:
    """A cell as Python, with as many lines as before, and what was changed on which line."""

    text: str
    notices: tuple[tuple[int, str], ...] = ()
    written: Written | None = None


@dataclass(frozen=True, slots=True)
class _Edit:
    """`text[start:end]` becomes `new`; scanning goes on at `resume`."""

    start: int
    end: int
    new: str
    resume: int
    notice: str


def translate(cell: str) -> Translated:
    """Turn the text of one code cell (plain newlines) into Python."""
    cell = _without_prompts(_dedented(cell))
    if not any(mark in cell for mark in "%!?") and not _INSTALL.search(cell):
        return Translated(cell)
    start = len(cell) - len(cell.lstrip())
    start = cell.rfind("\n", 0, start) + 1
    written = _written(cell, start)
    edits = []
    at = start
    first = _cell_magic(cell, at)
    if first is not None:
        edits.append(first)
        at = first.resume
    while (at := _past_blanks(cell, at)) < len(cell):
        edit = _edit(cell, at)
        if edit is None:
            at = statement_at(cell, at).end
        else:
            edits.append(edit)
            at = edit.resume
    return Translated(*_applied(cell, edits), written)


def _past_blanks(cell: str, at: int) -> int:
    """Go on to the beginning of the next line that says something."""
    blanks = _BLANKS.match(cell, at)
    return max(at, cell.rfind("\n", at, blanks.end() if blanks else at) + 1)


def _applied(cell: str, edits: list[_Edit]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Make all edits at once; each keeps the newlines of what it replaces."""
    parts, notices = [], []
    at, line = 0, 1
    for edit in edits:
        parts.append(cell[at : edit.start])
        line += cell.count("\n", at, edit.start)
        notices.append((line, edit.notice))
        replaced = cell.count("\n", edit.start, edit.end)
        parts.append(edit.new + "\n" * replaced)
        line += replaced
        at = edit.end
    return "".join([*parts, cell[at:]]), tuple(notices)


def _edit(cell: str, start: int) -> _Edit | None:
    """Say what the statement at `start` becomes, if it is not Python as it stands."""
    indent = _INDENT.match(cell, start)
    at = indent.end() if indent else start
    if cell.startswith("%", at):
        return _line_magic(cell, at)
    if cell.startswith(("!", "?"), at) or _INSTALL.match(cell, at):
        return _nothing(cell, at, line_end(cell, at), "was left out")
    statement = statement_at(cell, start)
    if statement.asks:
        return _nothing(cell, at, statement.end, "was left out")
    if statement.escape is None:
        return None
    return _assigned(cell, at, statement.escape, statement.end)


def _line_magic(cell: str, at: int) -> _Edit:
    """`%time f()` keeps `f()`; other magics are nothing."""
    end = line_end(cell, at)
    kept = _wrapped(cell, at, end)
    if kept is None:
        return _nothing(cell, at, end, f"was left out{_RAN if _RUN.match(cell, at) else ''}")
    name = _excerpt(cell[at:kept].rstrip())
    return _Edit(at, kept, "", kept, f"{name} was left out, its code runs")


def _wrapped(cell: str, at: int, end: int) -> int | None:
    """Find the code that a wrapping magic at `at` runs; None if it wraps nothing."""
    name = _NAME.match(cell, at)
    if name is None or cell.startswith("%%", at) or name[1] not in WRAPPERS:
        return None
    if _asks(cell[at:end]) or cell.count("%", cell.rfind("\n", 0, at) + 1, at) > _NESTING:
        return None
    kept = after_options(cell, name.end(), end, WRAPPERS[name[1]])
    return kept if cell[kept:end].strip(" \t\f\n\\") else None


def _assigned(cell: str, at: int, escape: int, end: int) -> _Edit:
    """`x = !ls` becomes an empty list, `x = %time f()` the value of `f()`, `x = %pwd` None."""
    kept = _wrapped(cell, escape, end)
    if kept is not None:
        name = _excerpt(cell[escape:kept].rstrip())
        return _Edit(escape, kept, "", line_end(cell, kept), f"{name} was left out, its code runs")
    value = "[]" if cell[escape] == "!" else "None"
    told = f"{_excerpt(cell[at:end])} was left out, the value is {value}"
    return _Edit(escape, end, value, end, told)


def _cell_magic(cell: str, start: int) -> _Edit | None:
    """`%%time` keeps the cell, `%%bash` and what is unknown lose it."""
    if not cell.startswith("%%", start) or _HELP.match(cell, start):
        return None
    end = line_end(cell, start)
    match = _NAME.match(cell, start)
    name = match[1] if match else ""
    told = _excerpt(cell[start:end])
    if _WRITE.match(cell[start:end].rstrip("\n")):
        return _Edit(start, len(cell), "pass", len(cell), f"{told}: the file lies beside the program")
    if name not in CELL_WRAPPERS:
        return _Edit(start, len(cell), "pass", len(cell), f"{told}: the cell was left out")
    notice = f"{told} was left out, the cell runs"
    if name == "timeit" and match is not None:
        setup = after_options(cell, match.end(), end, WRAPPERS[name])
        if cell[setup:end].strip():
            return _Edit(start, setup, "", setup, notice)
    return _Edit(start, end, "pass", end, notice)


def _nothing(cell: str, at: int, end: int, verdict: str) -> _Edit:
    return _Edit(at, end, "pass", end, f"{_excerpt(cell[at:end])} {verdict}")


def _written(cell: str, start: int) -> Written | None:
    """Find the module that a `%%writefile` cell writes: notebooks do so to import it, under spawn above all."""
    end = line_end(cell, start)
    match = _WRITE.match(cell[start:end].rstrip("\n"))
    if match is None:
        return None
    line = cell.count("\n", 0, end) + 1
    return Written(match["name"], cell[end:], line, append=match["append"] is not None)


def _dedented(cell: str) -> str:
    """Take the first statement's indentation off every line that has it, as IPython does with pasted code."""
    lines = cell.split("\n")
    first = next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    if not indent:
        return cell
    return "\n".join(line.removeprefix(indent) for line in lines)


def _without_prompts(cell: str) -> str:
    """Take `>>> ` and `... ` off the lines of a pasted session, as IPython does."""
    if not re.match(r"\n*>>>( |\n|$)", cell):
        return cell
    return re.sub(r"^(?:>>>|\.\.\.)(?: |$)", "", cell, flags=re.MULTILINE)


def _asks(line: str) -> bool:
    return line.rstrip().endswith("?")


def _excerpt(text: str) -> str:
    """Quote the first line of what was changed, shortened."""
    line = text.strip().split("\n")[0].rstrip(" \\")
    return line if len(line) <= 40 else line[:39] + "…"
