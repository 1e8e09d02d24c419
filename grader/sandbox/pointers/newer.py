"""What the Python that judges cannot read because a newer one brought it. A pointer, and no verdict hangs on it.

Students have newer Pythons than machines that judge. What is told works in both.
"""

from __future__ import annotations

import re

_LATER: tuple[tuple[str, str, str, str], ...] = (
    (
        r"f-string: ",
        r"""[fF][rR]?(?P<mark>["'])[^{]*+\{(?>(?:(?!(?P=mark))[^}])*)(?P=mark)[^}]*+\}""",
        "3.12",
        "Inside the braces of an f-string stand other quotation marks than around it: f\"{{person['name']}}\".",
    ),
    (
        r"f-string expression part cannot include|unexpected character after line continuation",
        r"""[fF][rR]?["'][^{]*+\{[^}\\#]*+[\\#]""",
        "3.12",
        "What needs a backslash or a # inside the braces of an f-string gets a name in a line above it.",
    ),
    (r"invalid syntax", r"^\s*type\s+(?P<name>\w+)\s*=", "3.12", "`{name} = …` gives a type another name."),
    (
        r"expected '\('|invalid syntax",
        r"^\s*(async\s+)?(def|class|type)\s+\w+\s*\[",
        "3.12",
        "Without the brackets behind the name it runs as well: what they say is for tools that check types.",
    ),
    (
        r"multiple exception types must be parenthesized$",
        r"^\s*except\b",
        "3.14",
        "Several exceptions stand in parentheses: `except (ValueError, TypeError):`.",
    ),
    (r"invalid syntax", r"""\b[tT][rR]?["']""", "3.14", 'A text with values in it is an f-string: f"{{name}}".'),
    (r"invalid syntax", r"^\s*lazy\s+(?P<how>import|from)\b", "3.15", "`{how}` without `lazy` does the same, at once."),
    (
        r"(iterable|dict) unpacking cannot be used in",
        "",
        "3.15",
        "What is unpacked there needs a loop of its own: [x for xs in lists for x in xs].",
    ),
)
"""What is said, what stands in the line, which Python reads it, and what to write for others."""
_MOST = 1_000
"""Characters of a line that are looked at."""


def told(message: str, line: str) -> str | None:
    """What to try where Python cannot read this line, and says why."""
    for said, written, version, advice in _LATER:
        found = re.search(written, line[:_MOST]) if re.match(said, message) else None
        if found is not None:
            return f"{advice.format(**found.groupdict())} (Python {version} reads it as it is; the one here is older.)"
    return None
