"""Graders beside ours: how each is set up, in a virtual environment of its own, and what it takes to grade a class.

A grader that starts one process for each submission is called so; one that takes a whole class is called once. All make
the same four checks (`peers/graders`). None of the others keeps the submission from the tests.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = HERE / "peers" / "graders"
COURSE = SOURCES / "course"
VENVS = HERE.parent / ".venvs" / "peers"
RIGHT = (COURSE / "exercises" / "counter" / "counter.py").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Spent:
    """What grading a class took, children included."""

    wall_s: float
    cpu_s: float
    submissions: int

    @property
    def wall_ms(self) -> float:
        """For each submission."""
        return 1000 * self.wall_s / self.submissions

    @property
    def cpu_ms(self) -> float:
        """For each submission."""
        return 1000 * self.cpu_s / self.submissions


@dataclass(frozen=True, slots=True)
class Grader:
    """One contender. `grade` gets its Python, the class's folder and a working folder."""

    name: str
    needs: tuple[str, ...]
    grade: Callable[[Path, Path, Path], None]
    prepare: Callable[[Path, Path, Path], None] | None = None
    """What is done once a term, and is not counted."""
    notebooks: bool = False
    most: int = 10_000
    """Submissions at most, where one takes seconds."""


def python_of(grader: Grader) -> Path:
    """The interpreter of its environment, made on first use."""
    name = "-".join(word.split("=")[0].split("[")[0] for word in grader.needs) or "bare"
    venv = VENVS / name
    if not (venv / ".ready").exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        if grader.needs:
            words = [venv / "bin" / "python", "-m", "pip", "install", "--quiet", *grader.needs]
            subprocess.run(words, check=True, capture_output=True)
        (venv / ".ready").touch()
    return venv / "bin" / "python"


def spent(work: Callable[[], None], submissions: int) -> Spent:
    """Do it once, and say what it took."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(wall, cpu, submissions)


def a_class(folder: Path, count: int, *, notebooks: bool = False, sources: Sequence[str] = (RIGHT,)) -> Path:
    """Submissions that are all different, and all right unless said otherwise."""
    folder.mkdir(parents=True)
    for number in range(count):
        text = f"{sources[number % len(sources)]}\n# {number}\n"
        name = f"s{number:05}"
        if notebooks:
            (folder / f"{name}.ipynb").write_text(notebook(text), encoding="utf-8")
        else:
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def notebook(text: str, *tests: tuple[str, str]) -> str:
    """A notebook with the answer in one cell, and cells of tests (name, code) as nbgrader marks them."""
    cells = [_cell("answer", text, solution=True), *(_cell(name, code, solution=False) for name, code in tests)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})


def _cell(name: str, text: str, *, solution: bool) -> dict[str, object]:
    marks = {
        "grade": not solution,
        "grade_id": name,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    metadata = {"nbgrader": marks if solution else {**marks, "points": 1}}
    common = {"cell_type": "code", "execution_count": None, "id": name, "outputs": []}
    return {**common, "metadata": metadata, "source": text}


TESTS = (
    ("defines", "assert callable(increase)"),
    ("adds", "value = 0\nincrease()\nassert value == 1"),
    ("twenty", "value = 0\nthreads = [Thread(target=increase) for _ in range(20)]\n"
     "for t in threads: t.start()\nfor t in threads: t.join()\nassert value == 20"),
    ("prints", "import contextlib, io\nvalue = 0\nprinted = io.StringIO()\n"
     "with contextlib.redirect_stdout(printed): main()\nassert 'end value 2' in printed.getvalue()"),
)  # fmt: skip
"""The four checks, as they stand in a notebook."""


def run(words: Sequence[str | Path], *, cwd: Path | None = None, **environ: str) -> None:
    """Run one command; what it prints is of no interest unless it fails."""
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/tmp"), **environ}
    done = subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{words} exited with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")


def ours(jobs: int = 0, *words: str) -> Callable[[Path, Path, Path], None]:
    """`grade batch`, with the strongest isolation of this machine and every page written."""

    def grade(_: Path, folder: Path, work: Path) -> None:
        command = [Path(sys.executable).with_name("grade"), "batch", folder, "--exercise", "counter"]
        run([*command, "--course", COURSE, "--out", work / "out", *(["--jobs", str(jobs)] if jobs else []), *words])

    return grade


def _cold(python: Path, folder: Path, work: Path) -> None:
    for path in sorted(folder.glob("*.py")):
        report = f"--json-report-file={work / 'report.json'}"
        words = [
            python,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--json-report",
            report,
            SOURCES / "test_cold.py",
        ]
        run(words, SUBMISSION=str(path), PYTHONPATH=str(SOURCES))


def _one_process(python: Path, folder: Path, work: Path) -> None:
    report = f"--json-report-file={work / 'report.json'}"
    words = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--json-report", report, SOURCES / "test_class.py"]
    run(words, CLASS=str(folder), PYTHONPATH=str(SOURCES))


def _xdist(python: Path, folder: Path, work: Path) -> None:
    words = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", SOURCES / "test_class.py"]
    run(words, cwd=work, CLASS=str(folder), PYTHONPATH=str(SOURCES))


def _gradescope(python: Path, folder: Path, work: Path) -> None:
    for path in sorted(folder.glob("*.py")):
        run([python, SOURCES / "with_gradescope.py", path], cwd=work)


def _check50(python: Path, folder: Path, work: Path) -> None:
    for path in sorted(folder.glob("*.py")):
        place = work / path.stem
        place.mkdir()
        shutil.copy(path, place / "counter.py")
        words = [
            python.with_name("check50"),
            "--dev",
            SOURCES / "check50",
            "-o",
            "json",
            "--output-file",
            work / "out.json",
        ]
        run(words, cwd=place, PATH=f"{python.parent}:{os.environ['PATH']}")


def bare(python: Path, folder: Path, _: Path) -> None:
    """No grader at all."""
    run([python, SOURCES / "bare.py", folder])


def _prepare_nbgrader(python: Path, folder: Path, work: Path) -> None:
    source = work / "source" / "ps1" / "counter.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(notebook(RIGHT, *TESTS), encoding="utf-8")
    (work / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'bench'\n", encoding="utf-8"
    )
    path = f"{python.parent}:{os.environ['PATH']}"
    run([python.with_name("nbgrader"), "generate_assignment", "ps1"], cwd=work, PATH=path)
    for one in folder.glob("*.ipynb"):
        text = json.loads(one.read_text(encoding="utf-8"))["cells"][0]["source"]
        place = work / "submitted" / one.stem / "ps1" / "counter.ipynb"
        place.parent.mkdir(parents=True)
        place.write_text(notebook(text, *TESTS), encoding="utf-8")


def _nbgrader(python: Path, folder: Path, work: Path) -> None:
    path = f"{python.parent}:{os.environ['PATH']}"  # it runs programs beside it by their names
    run([python.with_name("nbgrader"), "autograde", "ps1", "--create"], cwd=work, PATH=path)
    with contextlib.closing(sqlite3.connect(work / "gradebook.db")) as connection:
        scores = connection.execute("select auto_score from grade where auto_score is not null").fetchall()
    assert [(1.0,)] * len(TESTS) * len(list(folder.iterdir())) == scores


def _prepare_otter(python: Path, _: Path, work: Path) -> None:
    (work / "tests").mkdir()
    (work / "out").mkdir()
    theirs = [code.replace("value = 0", "there = increase.__globals__; there['value'] = 0") for _, code in TESTS]
    # Its tests have names of their own.
    theirs = [code.replace("assert value ", "assert there['value'] ") for code in theirs]
    cases = [{"code": "\n".join(_doctest(code)), "hidden": False, "locked": False, "points": 1} for code in theirs]
    suites = [{"cases": cases, "scored": True, "setup": "", "teardown": "", "type": "doctest"}]
    (work / "tests" / "q1.py").write_text(
        f"OK_FORMAT = True\ntest = {{'name': 'q1', 'points': None, 'suites': {suites!r}}}\n"
    )
    path = f"{python.parent}:{os.environ['PATH']}"
    run(
        [python.with_name("otter"), "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment"],
        cwd=work,
        PATH=path,
    )


def _doctest(code: str) -> list[str]:
    """Lines as at the prompt."""
    tree = ast.parse(code)
    lines = []
    for statement in tree.body:
        first, *more = ast.unparse(statement).split("\n")
        lines += [f">>> {first}", *(f"... {line}" for line in more), *(["... "] if more else [])]
    return lines


def _otter(python: Path, folder: Path, work: Path) -> None:
    path = f"{python.parent}:{os.environ['PATH']}"
    for one in sorted(folder.glob("*.ipynb")):
        words = [python.with_name("otter"), "run", "-a", "autograder.zip", "-o", work / "out", one]
        run(words, cwd=work, PATH=path)
        results = json.loads((work / "out" / "results.json").read_text(encoding="utf-8"))
        assert not any("failed" in test.get("output", "") for test in results["tests"]), results


GRADERS = (
    Grader("**grade batch**", (), ours()),
    Grader("floor: the four checks in one bare process", (), bare),
    Grader("cold pytest, one process a submission", ("pytest", "pytest-json-report"), _cold),
    Grader("pytest, one process for all (unsafe)", ("pytest", "pytest-json-report"), _one_process),
    Grader("pytest-xdist -n 2 (unsafe)", ("pytest", "pytest-xdist"), _xdist),
    Grader("gradescope-utils, one process a submission", ("gradescope-utils",), _gradescope),
    Grader("check50 --dev", ("check50",), _check50, most=20),
    Grader("**grade batch**, notebooks", (), ours(), notebooks=True),
    Grader("nbgrader autograde, one command for all", ("nbgrader",), _nbgrader, _prepare_nbgrader, notebooks=True),
    Grader(
        "otter run, one process a notebook",
        ("otter-grader", "ipykernel"),
        _otter,
        _prepare_otter,
        notebooks=True,
        most=5,
    ),
)
