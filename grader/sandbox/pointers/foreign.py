"""What Python cannot read because another language, or a shell, writes so. A pointer, and no verdict hangs on it."""

from __future__ import annotations

import re

from grader.sandbox.pointers.everyday import looked_up

_WRITES: tuple[tuple[str, str], ...] = (
    (r"\s*(>>>|\.\.\.)(\s|$)", "`>>>` and `...` are what Python's shell prints. Copy what stands behind them."),
    (
        r"\s*```",
        "Marks such as ``` belong to the chat or the page that it was copied from. Leave them out, and all that is no program around them.",
    ),
    (r".*\b(?P<name>\w+)\+\+(\s|;|\)|$)", "Python has no ++ and no --: `{name} += 1` adds one."),
    (r".*\b(?P<name>\w+)--(\s|;|\)|$)", "Python has no ++ and no --: `{name} -= 1` takes one away."),
    (r".*(&&|\|\|)", "Python writes these as words: `and`, `or`, `not`."),
    (r".*\belse\s+if\b", "Python writes it as one word: `elif`."),
    (r"\s*(\}\s*)?catch\b", "Python catches with `except`, as in `except ValueError:`."),
    (
        r"\s*((public|private|protected|static|final|void|(async\s+)?func(tion)?|fn)\s+)+\w",
        "A function begins with `def`: `def name(value):`, and what it does stands below, further right.",
    ),
    (
        r"\s*(let|var|const|auto|int|float|double|long|char|bool|boolean|string|String)\s+(?P<name>\w+)\s*=",
        "A variable needs no word before it: `{name} = …`.",
    ),
    (r".*\bnew\s+(?P<name>[\w.]+)\s*\(", "Nothing stands before a class whose object is made: `{name}(…)`."),
    (r".*[^{=(\[,:\s]\s*\{\s*$|\s*\}\s*$", "No braces: what belongs together stands below a colon, further right."),
    (r"\s*//", "A comment begins with #."),
    (
        r"\s*(?P<word>global|nonlocal)\s+(?P<name>\w+)\s*[-+*]?=",
        "`{word} {name}` stands in a line of its own, and what gives it a value in the next.",
    ),
)


_TEXT = re.compile(r"'[^']*'|\"[^\"]*\"|#.*|(?<=\S)\s*//.*")
_UNFINISHED = ("was never closed", "does not match", "unterminated")
"""Messages of what is nobody's language."""


def told(message: str, line: str) -> str | None:
    """What to try where Python cannot read this line, and says why."""
    if any(words in message for words in _UNFINISHED):
        return None
    return looked_up(_WRITES, _TEXT.sub("", line))
