"""An otter notebook, the instructor's version (format v1): raw cells say where questions, solutions and tests begin.

Lines that students do not get end in `# SOLUTION`, or stand between `# BEGIN SOLUTION` and `# END SOLUTION`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from grader.authoring.carry import okformat
from grader.authoring.carry.cells import Cell, cells_of
from grader.authoring.carry.doctests import Untold, with_output
from grader.authoring.carry.draft import Draft, DraftCheck, LeftOver
from grader.authoring.carry.names import check_name, in_words
from grader.authoring.carry.reading import Reading
from grader.authoring.carry.trying import guarded
from grader.errors import UsageError

_EDGE = re.compile(r"#\s*(BEGIN|END) (QUESTION|SOLUTION|PROMPT|TESTS)\b", re.IGNORECASE)
_CONFIG = re.compile(r"#\s*ASSIGNMENT CONFIG", re.IGNORECASE)
_SETTING = re.compile(r"^(?P<key>\w+):\s*(?P<value>.*?)\s*$", re.MULTILINE)
_CASE = re.compile(r'\A\s*("""|\'\'\') # BEGIN TEST CONFIG\n(?P<config>.*?)\n\1;? # END TEST CONFIG\s*?\n', re.DOTALL)
_HIDDEN = re.compile(r"\A\s*#\s*HIDDEN\s*\n", re.IGNORECASE)
_PROMPT = re.compile(
    r'^[ \t]*("""|\'\'\')\s*#\s*BEGIN PROMPT\n(?P<text>.*?)^[ \t]*\1;?\s*#\s*END PROMPT[^\n]*\n?',
    re.DOTALL | re.MULTILINE,
)


def is_otter(path: Path) -> bool:
    """Whether a notebook has otter's raw cells."""
    return any(
        cell.kind == "raw" and (_CONFIG.match(cell.source.strip()) or _EDGE.match(cell.source.strip()))
        for cell in cells_of(path)
    )


def from_otter(path: Path) -> Draft:
    """Read the notebook, and the OK-format tests beside it, if there are any."""
    reading = _Reading(path.name)
    for cell in cells_of(path):
        reading.take(cell)
    reading.close()
    tests = path.parent / "tests"
    if tests.is_dir():
        checks, left = okformat.from_folder(tests)
        names = [check.name for check in reading.checks]
        reading.checks += [check for check in checks if check.name not in names]
        reading.left += left
    return reading.draft()


class _Reading(Reading):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._inside: list[str] = []
        self._question: dict[str, str] = {}
        self._tests: list[Cell] = []

    def take(self, cell: Cell) -> None:
        """The next cell."""
        edge = _EDGE.match(cell.source.strip()) if cell.kind == "raw" else None
        if edge is not None:
            self._edge(edge[1].upper(), edge[2].upper(), cell)
        elif cell.kind == "raw":
            pass  # the configuration of the assignment: nothing here needs it
        elif self._inside[-1:] == ["TESTS"]:
            self._tests.append(cell)
        elif self._inside[-1:] == ["PROMPT"]:
            self.skeleton.append(cell)
        else:
            self._content(cell)

    def close(self) -> None:
        """The end of the notebook."""
        if self._inside:
            raise UsageError(f"{self.name}: {self._inside[-1]} begins and never ends")

    def _edge(self, edge: str, kind: str, cell: Cell) -> None:
        if edge == "BEGIN":
            self._inside.append(kind)
            if kind == "QUESTION":
                self._question = {match["key"]: match["value"] for match in _SETTING.finditer(cell.source)}
                if self._question.get("manual", "").lower() == "true":
                    what = f"question {self._question.get('name', '')}, cell {cell.number}"
                    self.left.append(LeftOver(what, "it is graded by hand", cell.source))
            return
        if self._inside[-1:] != [kind]:
            raise UsageError(f"{self.name}, cell {cell.number}: END {kind} ends what never began")
        self._inside.pop()
        if kind == "TESTS":
            self._question_ends()

    def _content(self, cell: Cell) -> None:
        is_solution = "SOLUTION" in self._inside
        if cell.kind != "code":
            self.reference.append(cell)
            if not is_solution:
                self.statement.append(cell)
                self.skeleton.append(cell)
            return
        self.reference.append(cell.saying(guarded("\n".join(_solved(cell.source)))))
        self.skeleton.append(cell.saying(guarded("\n".join(_open(cell.source)))))

    def _question_ends(self) -> None:
        """The tests of a question are known: each cell is a case."""
        cells, self._tests = self._tests, []
        cases = [_case(cell) for cell in cells]
        worth = okformat.shared(_points(self._question.get("points"), len(cases)), [config for _, config in cases])
        for number, (cell, (body, config), points) in enumerate(zip(cells, cases, worth, strict=True), 1):
            name = self._question.get("name", f"question {len(self.checks) + 1}")
            wanted = name if len(cells) == 1 else f"{name} case {number}"
            where = f"cell {cell.number}"
            try:
                told = _called(with_output(body, cell.output))
            except Untold as why:
                self.left.append(LeftOver(f"{where} ({wanted})", str(why), cell.source))
                continue
            hidden = config["hidden"] is True
            taken = [check.name for check in self.checks]
            self.checks.append(
                DraftCheck(
                    check_name(wanted, taken), in_words(wanted), points, told, "" if hidden else told, hidden, where
                )
            )


def _case(cell: Cell) -> tuple[str, dict[str, object]]:
    """The code of a test cell, and what it says of itself."""
    source = cell.source
    config: dict[str, object] = {"hidden": False, "points": None}
    if match := _CASE.match(source):
        said = {found["key"]: found["value"] for found in _SETTING.finditer(match["config"])}
        config = {"hidden": said.get("hidden", "").lower() == "true", "points": _number(said.get("points"))}
        source = source[match.end() :]
    if match := _HIDDEN.match(source):
        config["hidden"] = True
        source = source[match.end() :]
    lines = [line for line in source.splitlines() if not line.rstrip().endswith("# IGNORE")]
    return "\n".join(lines).strip("\n"), config


def _called(body: str) -> str:
    """An exception-based case is one function, which otter calls with what its parameters name."""
    match = re.fullmatch(r"def (?P<name>test_\w+)\((?P<names>[^)]*)\):\n(?:[ \t]+.*\n?|\n)*", body)
    return f"{body}\n\n{match['name']}({match['names']})" if match else body


def _points(text: str | None, cases: int) -> float | list[float] | None:
    """What a question is worth: a number, or so much for each of its cases."""
    each = re.fullmatch(r"each:\s*(?P<points>[\d.]+)", text or "")
    return [float(each["points"])] * cases if each else _number(text)


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _solved(source: str) -> Iterator[str]:
    """The code with its solutions, without the marks."""
    for line in _PROMPT.sub("", source).splitlines():
        if re.match(r"\s*#\s*(BEGIN|END) SOLUTION", line):
            continue
        yield re.sub(r"\s*#\s*(SOLUTION( NO PROMPT)?|SEED)\s*$", "", line)


def _open(source: str) -> Iterator[str]:
    """What students get: `...` for each solution, or the author's own prompt, or nothing."""
    skipping = False
    for line in _PROMPT.sub(lambda match: match["text"], source).splitlines():
        begin = re.match(r"(?P<indent>\s*)#\s*BEGIN SOLUTION(?P<quiet> NO PROMPT)?", line)
        if begin is not None:
            skipping = True
            if not begin["quiet"]:
                yield f"{begin['indent']}..."
        elif re.match(r"\s*#\s*END SOLUTION", line):
            skipping = False
        elif not skipping:
            yield from _line(line)


def _line(line: str) -> Iterator[str]:
    if re.search(r"#\s*(SOLUTION NO PROMPT|SEED)\s*$", line):
        return
    if not re.search(r"#\s*SOLUTION\s*$", line):
        yield line
        return
    assigned = re.match(r"(?P<left>\s*[\w.\[\], \"']+?\s*=)(?!=)", line)
    yield f"{assigned['left']} ..." if assigned else re.match(r"\s*", line)[0] + "..."  # type: ignore[index]
