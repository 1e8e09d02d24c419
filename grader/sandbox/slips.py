"""Slips that one sees in the text alone: a name where a call was meant, a call where a name was, a guard never met.

Nothing fails there, so no error names the line; what is missed later is missed somewhere else. The line is pointed at where
a check fails that knows no better one. Looked for line by line: it is a pointer, and no verdict hangs on it.
"""

from __future__ import annotations

import re

from grader.intake import Submission
from grader.report import Location

_ACTS = "start|join|run|acquire|release|set|clear|wait|notify|notify_all|put|get|task_done|close|terminate|kill|shutdown|cancel"
_ASKED = "is_set|is_alive|locked|empty|full|done"
_NOT_CALLED = re.compile(rf"\s*[A-Za-z_][\w.\[\]]*\.({_ACTS})\s*(#.*)?$")
_NOT_ASKED = re.compile(rf"\s*(while|if|elif)\b[^#]*\.({_ASKED})\b(?!\s*\()")
_CALLED = re.compile(r"[^#]*\btarget\s*=\s*(?P<name>[A-Za-z_]\w*)\s*\(")
_OTHER_GUARD = re.compile(r"""if\s+__name__\s*==\s*(?!["']__main__["'])["']""")


def seen_in(submission: Submission) -> Location | None:
    """Where the first slip stands; None where none is seen."""
    line = _line(submission.source)
    return None if line is None else submission.locate(line)


def _line(source: str) -> int | None:
    defined = set(re.findall(r"^[ \t]*def[ \t]+(\w+)", source, re.MULTILINE))
    for number, line in enumerate(source.splitlines(), 1):
        called = _CALLED.match(line)
        if called is not None and called["name"] in defined:
            return number
        if any(pattern.match(line) for pattern in (_NOT_CALLED, _NOT_ASKED, _OTHER_GUARD)):
            return number
    return None
