"""From a right answer to every mutant of it. Pure: the same text always gives the same mutants, in the same order.

Two that compile to the same code are one, and one that compiles to the code of the answer is none ("trivial compiler
equivalence", Papadakis et al., 2015).
"""

from __future__ import annotations

import difflib
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType

from grader.authoring.mutants.operators import OPERATORS
from grader.authoring.text import Change, Text, applied

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Mutant:
    """A program with one mistake, or with none after all: only its author can say."""

    origin: str
    """The name of the program that it was made from."""
    name: str
    """What was done, without line numbers: `drop: t.join()`. The second of the same kind ends in ` #2`."""
    line: int
    text: str
    original: str

    @property
    def diff(self) -> str:
        """What is different, as a patch with one line around it."""
        lines = difflib.unified_diff(self.original.splitlines(), self.text.splitlines(), lineterm="", n=1)
        return "\n".join(line for line in lines if not line.startswith(("---", "+++")))


def derive(sources: Mapping[str, str], known: Iterable[str] = ()) -> list[Mutant]:
    """Every mutant of several programs, by name, that is no equal of another, of a program, or of one that is `known`.

    What is no Python has no mutants.
    """
    seen = {_fingerprint(one) for one in (*sources.values(), *known)} | {None}
    found = []
    for origin, source in sources.items():
        names: Counter[str] = Counter()
        for name, change in _changes(source):
            mutated = applied(source, change.edits)
            fingerprint = _fingerprint(mutated)
            if fingerprint not in seen:
                seen.add(fingerprint)
                names[name] += 1
                numbered = name if names[name] == 1 else f"{name} #{names[name]}"
                found.append(Mutant(origin, numbered, change.line, mutated, source))
    return found


def _changes(source: str) -> Iterator[tuple[str, Change]]:
    try:
        text = Text(source)
    except (SyntaxError, ValueError):
        return
    for operator, changes in OPERATORS.items():
        for change in changes(text):
            before, after = _short(change.before), _short(change.after)
            yield (f"{operator}: {before} -> {after}" if after else f"{operator}: {before}"), change


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _fingerprint(source: str) -> object:
    """What a program compiles to, without where it stands; None for what is no program."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `x is 1` and the like are for the author of the text
            return _of_code(compile(source, "<answer>", "exec", dont_inherit=True))
    except (SyntaxError, ValueError, RecursionError, OverflowError):
        return None


def _of_code(code: CodeType) -> object:
    constants = tuple(
        _of_code(one) if isinstance(one, CodeType) else (type(one).__name__, repr(one)) for one in code.co_consts
    )
    return (
        code.co_code,
        constants,
        code.co_names,
        code.co_varnames,
        code.co_freevars,
        code.co_cellvars,
        code.co_argcount,
        code.co_flags,
        code.co_exceptiontable,
    )
