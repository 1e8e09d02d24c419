"""Slips that one sees in the text alone: a name where a call was meant, a call where a name was, a guard never met.

Nothing fails there, so no error names the line; what is missed later is missed somewhere else. The line is pointed at where
a check fails that knows no better one. Looked for line by line: it is a pointer, and no verdict hangs on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from grader.intake import Submission
from grader.report import Location
from grader.sandbox.claims import place_of

_LONGEST = 500
"""Characters of a line that is looked at; nobody types a longer one."""
_ACTS = "start|join|run|acquire|release|set|clear|wait|notify|notify_all|put|get|task_done|close|terminate|kill|shutdown|cancel"
_ASKED = "is_set|is_alive|locked|empty|full"
_NOT_CALLED = re.compile(rf"\s*(?P<name>[A-Za-z_][\w.\[\]]*\.({_ACTS}))\s*(#.*)?$")
_NOT_ASKED = re.compile(rf"\s*(while|if|elif)\b[^#]*?(?P<name>[A-Za-z_][\w.\[\]]*\.(?P<asked>{_ASKED}))\b(?!\s*\()")
_CALLED = re.compile(r"[^#]*\btarget\s*=\s*(?P<name>[A-Za-z_]\w*)\s*\(")
_QUOTED = re.compile(r"""[^#]*\btarget\s*=\s*["'](?P<name>\w+)["']""")
_NO_TUPLE = re.compile(r"[^#]*\bargs\s*=\s*\(\s*(?P<name>\w+)\s*\)")
_OTHER_GUARD = re.compile(r"""if\s+__name__\s*==\s*(?!["']__main__["'])["']""")

Groups = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Slip:
    """Where it stands, and what it is, in a sentence that names its line."""

    location: Location
    words: str


def seen_in(submission: Submission) -> Slip | None:
    """The first slip; None where none is seen."""
    for number, line in enumerate(submission.source.splitlines(), 1):
        for said in _said_of(line, submission.source):
            location = submission.locate(number)
            return Slip(location, f"Look at {place_of(location).strip(' ()')}: {said}")
    return None


def _said_of(line: str, source: str) -> Iterator[str]:
    for pattern, words, meant in _KINDS if len(line) <= _LONGEST else ():
        found = pattern.match(line)
        if found is not None and not meant(found.groupdict(), source):
            yield words.format(**found.groupdict())


def _own_value(found: Groups, source: str) -> bool:
    """A class of the program's own may have a value of that name."""
    return re.search(rf"(\.{found['asked']}\s*=[^=]|\bdef {found['asked']}\b)", source) is not None


def _makes_targets(found: Groups, source: str) -> bool:
    """A function that returns something may return a function; so may one from elsewhere."""
    body = re.search(
        rf"^(?P<indent>[ \t]*)def[ \t]+{found['name']}\b.*\n(?P<body>((?P=indent)[ \t]+.*\n|[ \t]*\n)*)",
        source,
        re.MULTILINE,
    )
    return body is None or re.search(r"\b(return|yield)\b[ \t]*[^\s#]", body["body"]) is not None


def _is_assigned(found: Groups, source: str) -> bool:
    """A name that is assigned may stand for a tuple."""
    return re.search(rf"^[ \t]*{found['name']}[ \t]*=", source, re.MULTILINE) is not None


def _never(_found: Groups, _source: str) -> bool:
    return False


_KINDS: tuple[tuple[re.Pattern[str], str, Callable[[Groups, str], bool]], ...] = (
    (
        _CALLED,
        "the parentheses call {name}() at once, and target= gets what it returns; the function is {name}.",
        _makes_targets,
    ),
    (_QUOTED, "target= wants the function itself, without quotes: target={name}.", _never),
    (_NO_TUPLE, "({name}) is the same as {name}; a tuple of one has a comma, ({name},).", _is_assigned),
    (_NOT_CALLED, "{name} is only named there; a call has parentheses, {name}().", _never),
    (_NOT_ASKED, "{name} without parentheses is always true; ask {name}().", _own_value),
    (
        _OTHER_GUARD,
        'a file that is run is called "__main__", with two underscores on either side, and nothing else.',
        _never,
    ),
)
"""How each kind looks, what is said of it, and when it may be meant."""
