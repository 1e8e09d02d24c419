"""The corpus of small programs with known verdicts: reading a program's header, and what counts as failing.

A header is the comment lines at the top of a file, `# key: value`; `tests/interleave/corpus/README.md` lists the keys.
A *case* is one program under one start method and one model of atomicity. An ending *fails* in up to four ways,
and the verdict of a case is the set of all the ways in which some schedule of it fails:

    W  the oracle (`holds`) is false of what was printed      D  deadlock: nobody can go on
    X  an exception ended an actor, or the exit code is not 0  L  it goes on for ever
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from grader.interleave.ending import Ending
from grader.interleave.program import Atomicity, Program, StartMethod
from tests.support.oracle import holds

INTERLEAVE = Path(__file__).parent.parent / "interleave"
CORPUS = INTERLEAVE / "corpus"
SCTBENCH = INTERLEAVE / "sctbench"

KEYS = frozenset(
    ["verdict", "may", "holds", "blame", "twin", "methods", "search", "escape", "output_order", "files", "stdin", "needs", "about"]
)  # fmt: skip
_LINE = re.compile(r"# ([a-z_]+)(?:\[([a-z]+)\])?: (.*)")


@dataclass(frozen=True, slots=True)
class Case:
    """One program under one start method and atomicity, and what is true of it."""

    path: Path
    method: StartMethod
    atomicity: Atomicity
    verdict: frozenset[str]
    """Ways to fail that some schedule has; empty: no schedule fails."""
    may: frozenset[str]
    """Ways to fail that are a matter of how far the search looks or what it models."""
    holds: str
    """An expression over `stdout`, `lines` and `numbers` (all integers printed), true of every good ending."""
    blame: str
    """A name that the witness has to mention."""
    must_escape: bool
    """Nobody can control this program: it must not be called proved."""
    may_escape: bool
    bounded: bool
    """Right, but with more orders than anybody can try: no proof is asked for."""
    long: bool
    """Right, and its proof takes more than the few hundred schedules that others need."""
    output_order: bool
    files: tuple[str, ...]
    stdin: str
    needs: str
    """What of the library it cannot do without; '' where that is everywhere."""
    twin: Path | None
    several_methods: bool

    @property
    def name(self) -> str:
        """What the tests and tables call it."""
        where = self.path.relative_to(INTERLEAVE).with_suffix("").as_posix().removeprefix("corpus/")
        marks = [self.method] if self.several_methods else []
        marks += [self.atomicity] if self.atomicity == "cpython" else []
        return where + (f"[{','.join(marks)}]" if marks else "")

    @property
    def buggy(self) -> bool:
        """Whether some schedule fails for certain."""
        return bool(self.verdict)

    def program(self) -> Program:
        """The program as the explorer takes it."""
        names = (self.path.name, *self.files)
        folder = self.path.parent
        return Program(
            folder=str(folder),
            entry=self.path.name,
            sources={name: (folder / name).read_text(encoding="utf-8") for name in names},
            stdin=self.stdin,
            start_method=self.method,
        )

    def oracle(self, stdout: str) -> bool:
        """Whether what was printed is as it should be."""
        return holds(self.holds, stdout)

    def failures(self, ending: Ending) -> frozenset[str]:
        """The ways in which this ending fails: none, or some of W, D, X, L; `!` is a fault of the engine."""
        found = set()
        match ending.kind:
            case "deadlock":
                found.add("D")
            case "livelock" | "timed_out":
                found.add("L")
            case "exception":
                found.add("X")
            case "engine_fault":
                return frozenset("!")
            case "finished":
                if not self.oracle(ending.stdout):
                    found.add("W")
        if any(actor.trouble is not None for actor in ending.actors):
            found.add("X")
        if ending.kind == "finished" and ending.exit_code:
            found.add("X")
        return frozenset(found)


def header(path: Path) -> Mapping[tuple[str, str], str]:
    """The keys of a file's header: (key, variant) -> value; the variant is empty in `# key: value`."""
    keys: dict[tuple[str, str], str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        if (found := _LINE.fullmatch(line)) is None or found[1] not in KEYS:
            raise ValueError(f"{path}: not a header line: {line}")
        keys[found[1], found[2] or ""] = found[3].strip()
    return keys


def cases_of(path: Path) -> Iterator[Case]:
    """All cases of one program: each start method, and CPython's atomicity where it makes a difference."""
    keys = header(path)
    methods: list[StartMethod] = keys.get(("methods", ""), "spawn").split()  # type: ignore[assignment]
    for method in methods:
        case = _case(path, keys, method, several=len(methods) > 1)
        yield case
        if ("verdict", "cpython") in keys:
            yield replace(case, atomicity="cpython", verdict=_ways(keys["verdict", "cpython"]))


def _case(path: Path, keys: Mapping[tuple[str, str], str], method: StartMethod, *, several: bool) -> Case:
    def look(key: str) -> str:
        return keys.get((key, method), keys.get((key, ""), ""))

    verdict = look("verdict")
    if not verdict:
        raise ValueError(f"{path}: no verdict under {method}")
    twin = look("twin")
    return Case(
        path=path,
        method=method,
        atomicity="language",
        verdict=_ways(verdict),
        may=_ways(look("may")),
        holds=look("holds"),
        blame="" if look("blame") == "-" else look("blame"),
        must_escape=verdict == "ESCAPE",
        may_escape=look("escape") == "allowed",
        bounded=look("search") == "bounded",
        long=look("search") == "long",
        output_order=look("output_order") == "yes",
        files=tuple(look("files").split()),
        stdin=look("stdin"),
        needs=look("needs"),
        twin=(path.parent / twin).resolve() if twin else None,
        several_methods=several,
    )


def _ways(text: str) -> frozenset[str]:
    ways = frozenset(text.split()) - {"OK", "ESCAPE"}
    if not ways <= {"W", "D", "X", "L"}:
        raise ValueError(f"not a verdict: {text}")
    return ways


def all_cases(root: Path = CORPUS) -> list[Case]:
    """Every case below `root`, in a fixed order."""
    files = sorted(p for p in root.rglob("*.py") if not p.read_text(encoding="utf-8").startswith("# part of:"))
    return [case for path in files for case in cases_of(path)]
