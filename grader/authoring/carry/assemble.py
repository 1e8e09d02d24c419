"""From a draft to the files of an exercise. Pure: nothing is judged here, and nothing written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from grader.authoring.carry.draft import Draft, DraftCheck, LeftOver
from grader.authoring.carry.rewrite import PROGRAM, rewritten
from grader.authoring.new.slug import title_of
from grader.authoring.text import Text
from grader.several import counted

LEFT_OVER = "_not_carried_over.md"
NOTHING_DONE = "nothing_done"

_HEAD = '''from contextlib import contextmanager

import pytest

from grader.suite import StudentError, points


@contextmanager
def whatever_goes_wrong_is_lost():
    """As where this test comes from: an answer that it cannot work with loses it. (Elsewhere the suite is to blame.)"""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, NameError, TypeError, ValueError) as error:
        if isinstance(error, StudentError):
            raise
        pytest.fail(f"{type(error).__name__}: {error}")'''
_IMPORTABLE = '''@points(1)
def test_the_file_can_be_imported(submission):
    """The file can be imported."""
    submission.load()'''


def texts_of(draft: Draft, slug: str, title: str | None, losses: Sequence[str] = ()) -> Mapping[str, str | bytes]:
    """The files, by their paths from the folder that holds `exercises/`; `losses`: what the skeleton loses."""
    heading = title or _title(draft.statement) or title_of(slug)
    exercise, solutions = f"exercises/{slug}", f"solutions/{slug}"
    texts: dict[str, str | bytes] = {
        f"{exercise}/exercise.toml": _exercise(heading, draft.entry),
        f"{exercise}/README.md": _statement(draft, heading),
        f"{exercise}/{draft.entry}": draft.skeleton,
        f"{exercise}/examples/test_examples.py": _examples(draft, slug),
        f"tests/suites/{slug}/test_{slug.replace('-', '_')}.py": _suite(draft, slug),
        f"{solutions}/reference/{draft.entry}": draft.reference,
        f"{solutions}/flawed/{NOTHING_DONE}/{draft.entry}": draft.skeleton,
        f"{solutions}/flawed/{NOTHING_DONE}/expect.toml": _expectation(losses),
    }
    texts |= {f"{exercise}/{name}": data for name, data in draft.files.items()}  # and so beside every answer
    if draft.left:
        texts[f"{solutions}/{LEFT_OVER}"] = _left_over(draft)
    return texts


def _exercise(title: str, entry: str) -> str:
    return f'title = "{_quoted(title)}"\nentry = "{_quoted(entry)}"\n'


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _title(statement: str) -> str | None:
    match = re.search(r"^#\s+(.*?)\s*#*$", statement, re.MULTILINE)
    return re.sub(r"\s*\([^)]*points?\)$", "", match[1]) if match else None


def _statement(draft: Draft, title: str) -> str:
    total = sum(check.points for check in draft.checks)
    asked = sorted({name for check in draft.checks for name in re.findall(rf"\b{PROGRAM}\.(\w+)", _body(draft, check))})
    names = ", ".join(f"`{name}`" for name in asked)
    text = re.sub(r"^# ", "## ", draft.statement, flags=re.MULTILINE).strip()
    rows = "\n".join(f"| {check.title.replace('|', chr(92) + '|')} | {check.points:g} |" for check in draft.checks)
    parts = [
        f"# {title} · {total:g} points",
        f"File: `{draft.entry}`" + (f" · keep the names {names}" if names else ""),
        text,
        f"| | points |\n|---|---|\n{rows}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _suite(draft: Draft, slug: str) -> str:
    checks = "\n\n\n".join(_function(draft, check, check.body) for check in draft.checks)
    return f'"""{slug}: hidden suite, carried over from {draft.origin}."""\n\n{_HEAD}\n\n\n{checks}\n'


def _examples(draft: Draft, slug: str) -> str:
    visible = [check for check in draft.checks if check.visible.strip()]
    text = "\n\n\n".join(_function(draft, check, check.visible) for check in visible) if visible else _IMPORTABLE
    return f'"""{slug}: visible checks, carried over from {draft.origin}."""\n\n{_HEAD}\n\n\n{text}\n'


def _function(draft: Draft, check: DraftCheck, body: str) -> str:
    """One check, as an author of ours would write it."""
    more = ', visibility="after_published"' if check.secret else ""
    lines = Text(rewritten(body, draft.program).strip("\n")).indented("        ")
    title = check.title.replace("\\", "\\\\").replace('"""', "'''").rstrip('"')
    return "\n".join(
        [
            f"@points({check.points:g}{more})",
            f"def {check.name}(submission):",
            f'    """{title}"""',
            f"    {PROGRAM} = submission.load()",
            "",
            "    with whatever_goes_wrong_is_lost():",
            *lines,
        ]
    )


def _body(draft: Draft, check: DraftCheck) -> str:
    return rewritten(check.body, draft.program)


def _expectation(losses: Iterable[str]) -> str:
    names = "".join(f'    "{name}",\n' for name in losses)
    return f'loses = [\n{names}]\nwhy = "nothing is done yet"\n'


def _left_over(draft: Draft) -> str:
    told = "\n\n".join(_told(left) for left in draft.left)
    number = counted(len(draft.left), "thing")
    return (
        f"# Not carried over from {draft.origin}\n\n{number} could not come along; here is how each read.\n\n{told}\n"
    )


def _told(left: LeftOver) -> str:
    fence = "````" if "```" in left.text else "```"
    quoted = f"\n\n{fence}\n{left.text.strip(chr(10))}\n{fence}" if left.text.strip() else ""
    return f"## {left.what}\n\n{left.why[:1].upper()}{left.why[1:]}.{quoted}"
