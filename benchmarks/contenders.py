"""Those who look for bugs in programs with known verdicts: the explorer, its random walk alone, plain runs, the peers.

A contender is called with a case and answers what it `Said`, or None where it cannot take the program.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.interleave.explore import explore
from grader.interleave.program import Budget, Script, Search
from grader.interleave.search.explorer import make_world
from grader.interleave.search.launch import Mode, run_once
from grader.interleave.strategies.randomly import Randomly
from tests.support.corpus import Case

HERE = Path(__file__).parent
PEERS = HERE / "peers"
FAULT = "!"
"""How `Case.failures` marks an ending that the engine could not follow: it is no finding."""
Verdict = Literal["found", "proved", "nothing", "gave up"]


@dataclass(frozen=True, slots=True)
class Said:
    """What a contender said of one program."""

    verdict: Verdict
    executions: int
    seconds: float
    first: int = 0
    """Number of the execution that first failed, where the contender tells."""


@dataclass(frozen=True, slots=True)
class Ours:
    """The explorer with its default order of strategies."""

    schedules: int
    seconds: float

    def __call__(self, case: Case) -> Said:
        """A failure of any kind counts as found; a proof only if everything was controlled."""
        search = Search(output_order=case.output_order, budget=Budget(schedules=self.schedules, seconds=self.seconds))
        start = time.perf_counter()
        exploration = explore(case.program(), Script(), search)
        seconds = time.perf_counter() - start
        failing = [f for f in exploration.endings if case.failures(f.ending) - case.may - {FAULT}]
        if failing:
            return Said("found", exploration.schedules, seconds, min(f.first for f in failing))
        if not exploration.controlled or any(FAULT in case.failures(f.ending) for f in exploration.endings):
            return Said("gave up", exploration.schedules, seconds)
        return Said("proved" if exploration.exhaustive else "nothing", exploration.schedules, seconds)


@dataclass(frozen=True, slots=True)
class RandomAlone:
    """The same controlled runs, each choice drawn: the baseline that every search must beat."""

    schedules: int
    seconds: float

    def __call__(self, case: Case) -> Said:
        """Until the first failure."""
        chance = Randomly(0, self.schedules)
        program = case.program()
        world = make_world(program, Script())
        start = time.perf_counter()
        with world.installed():
            for number in range(1, self.schedules + 1):
                mode = Mode(20_000, output_order=case.output_order, visible=world.visible)
                finished = run_once(world, Script(), chance.next(), mode)
                seconds = time.perf_counter() - start
                if case.failures(finished.ending) - case.may - {FAULT}:
                    return Said("found", number, seconds, number)
                if seconds > self.seconds:
                    break
        return Said("nothing", number, seconds)


@dataclass(frozen=True, slots=True)
class Plain:
    """Run the program for real, several times; whoever does not end within five seconds hangs."""

    repeat: int

    def __call__(self, case: Case) -> Said:
        """A wrong output, an exit code, a traceback or a hang counts as found."""
        start = time.perf_counter()
        for number in range(1, self.repeat + 1):
            if self.fails(case):
                return Said("found", number, time.perf_counter() - start, number)
        return Said("nothing", self.repeat, time.perf_counter() - start)

    def fails(self, case: Case) -> bool:
        """One run."""
        command = [sys.executable, PEERS / "plain.py", case.method, case.path]
        with tempfile.TemporaryDirectory() as folder:
            done = run_bounded(command, case.stdin, 5.0, cwd=folder)
        return done is None or done.returncode != 0 or "Traceback" in done.stderr or not case.oracle(done.stdout)


class Peers:
    """frontrun and interleave-test, each in a virtual environment of its own below `folder`."""

    def __init__(self, folder: Path, python: str, schedules: int, seconds: float) -> None:
        self.folder, self.python = folder, _interpreter(python)
        self.schedules, self.seconds = schedules, seconds

    def frontrun(self, variant: str) -> Peer | str:
        """frontrun runs below its own launcher."""
        found = self._install("frontrun")
        if isinstance(found, str):
            return found
        return Peer(
            [found / "frontrun", found / "python", PEERS / "with_frontrun.py"], variant, self.schedules, self.seconds
        )

    def interleave_test(self, variant: str) -> Peer | str:
        """interleave-test is called from a script."""
        found = self._install("interleave-test")
        if isinstance(found, str):
            return found
        return Peer([found / "python", PEERS / "with_interleave_test.py"], variant, self.schedules, self.seconds)

    def _install(self, name: str) -> Path | str:
        home = self.folder / name
        if not home.exists():
            try:
                for command in (
                    [self.python, "-m", "venv", home],
                    [home / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", name],
                ):
                    subprocess.run(command, check=True, capture_output=True, text=True)
            except (OSError, subprocess.CalledProcessError) as refused:
                said = getattr(refused, "stderr", "") or str(refused)
                home.mkdir(parents=True, exist_ok=True)
                (home / "refused").write_text(said.strip().splitlines()[-1], encoding="utf-8")
        if (home / "refused").exists():
            return (
                f"could not be installed, so it is not in the table ({(home / 'refused').read_text(encoding='utf-8')})"
            )
        return home / "bin"


def _interpreter(name: str) -> str:
    """The first of that name that answers: a version manager's shim may stand there for a Python that does not."""
    known = sorted((Path.home() / ".pyenv" / "versions").glob(f"{name.removeprefix('python')}.*/bin/python"))
    for candidate in [shutil.which(name), *map(str, known)]:
        if candidate and subprocess.run([candidate, "-c", ""], capture_output=True, check=False).returncode == 0:
            return candidate
    return name


@dataclass(frozen=True, slots=True)
class Peer:
    """One way to use one other tool; each program in a process of its own."""

    command: list[Path]
    variant: str
    schedules: int
    seconds: float

    def __call__(self, case: Case) -> Said | None:
        """Threads only: programs with processes, several files or input are not for these tools."""
        if case.path.parent.name == "processes" or case.several_methods or case.files or case.stdin:
            return None
        job = {
            "path": str(case.path), "oracle": case.holds, "schedules": self.schedules, "seconds": self.seconds, "variant": self.variant,
        }  # fmt: skip
        start = time.perf_counter()
        done = run_bounded(self.command, json.dumps(job), self.seconds + 5)
        seconds = time.perf_counter() - start
        try:
            answer = json.loads(done.stdout.splitlines()[-1]) if done else {}
        except (IndexError, json.JSONDecodeError):
            answer = {}
        if answer.get("verdict") == "inapplicable":
            return None
        verdicts: dict[str, Verdict] = {"found": "found", "holds": "proved", "nothing": "nothing"}
        verdict = verdicts.get(answer.get("verdict", ""), "gave up")
        return Said(verdict, answer.get("executions", 0), seconds)


def run_bounded(
    command: list[Path] | list[str | Path], given: str, seconds: float, *, cwd: str | None = None
) -> subprocess.CompletedProcess[str] | None:
    """Run a command in a process group of its own, all of it killed afterwards; None: it did not end in time."""
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd, start_new_session=True,
    )  # fmt: skip
    try:
        out, err = process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
    return subprocess.CompletedProcess(command, process.returncode, out, err)
