"""Run by the tests in a process of its own, as whoever `becoming.py` has become: show what a submission can do there.

``driver.py prove TIER`` prints a JSON document.
"""

import json
import os
import secrets
import signal
import socket
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent

import programs
from becoming import refusing
from casting import recast
from looking import at_a_terminal, canaries_below, readable_below, sharing_a_session, until

from grader.course.model import Limits
from grader.errors import WorkerError
from grader.intake import Submission
from grader.sandbox import Workers, open_workers
from grader.sandbox.claims import Claim
from grader.worker.systems import system
from grader.worker.walls import seccomp, syscalls

HERE = Path(__file__).parent
LIMITS = Limits(time_s=20)


def prove(tier: str) -> None:
    """Print what a submission found."""
    terminal = _have_a_terminal()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as scratch:
        Path(folder).chmod(0o700 if tier == "uid" else 0o755)
        Path(scratch).chmod(0o755)
        tempfile.tempdir = scratch
        secrets = _plant(Path(folder))
        os.environ["SECRET_TOKEN"] = f"CANARY-{os.urandom(8).hex()}"
        abstract, path, listeners = _listen(folder)
        # A name that never comes again: another run that was killed may have left its own.
        traces = [f"{place}/trace-{os.urandom(8).hex()}" for place in ("/tmp", "/var/tmp", "/dev/shm")]
        asked = {"secrets": secrets, "sockets": [abstract, path], "traces": traces, "pids": [os.getpid(), os.getppid()]}
        with open_workers(tier) as workers:
            asked["pids"].append(workers._launcher._pid)
            document = {"isolation": workers.isolation, "host": os.uname().nodename, "terminal": terminal}
            for name in ("first", "second"):
                with workers.sandbox(_submission(asked), LIMITS) as submission:
                    document[name] = _found(submission.run(clock="real"))
            with workers.sandbox(_submission(asked), LIMITS) as submission:
                program = submission.load()
                document["readable"] = readable_below(workers._launcher._pid)
                document["sharing"] = sharing_a_session(workers._launcher._pid)
                document["at a terminal"] = at_a_terminal(workers._launcher._pid)
                document["loaded"] = {"descriptors": program.descriptors(), "status": program.status(),
                                      "memory": canaries_below(workers._launcher._pid), "memory by a child": program.memory_by_a_child(), "readable": program.readable(), "environment": dict(program.os.environ.items())}  # fmt: skip
        document["scratch left"] = [path.name for path in Path(scratch).iterdir()]
        document["changed"] = [path for path in secrets if "here" in Path(path).read_text()]
        for listener in listeners:
            listener.close()
    for trace in map(Path, traces):
        if trace.exists():
            document.setdefault("traces", []).append(str(trace))
            trace.unlink()
    print(json.dumps(document))


def _have_a_terminal() -> bool:
    """As the grader has where somebody types its commands: which leads a session has the first that it opens."""
    _, ours = os.openpty()
    os.open(os.ttyname(ours), os.O_RDWR)
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True


def exhaust(tier: str) -> None:
    """Print how each greedy program ended."""
    before = set(_shared())
    with open_workers(tier) as workers:
        document = {
            # A slow disk takes its own time to make files; only who computes for ever shall meet the limit of processor time.
            name: _ended(workers, _program(text), time_s=0.3 if name == "processor" else 20)
            for name, text in programs.GREEDY.items()
        }
    print(json.dumps(document | {"left": _left(before)}))


def _ended(workers: Workers, program: Submission, *, time_s: float, again: int = 4) -> dict[str, str]:
    """How a program ended; once more, where the machine was too busy to say."""
    with workers.sandbox(program, Limits(time_s=time_s, memory_mb=200, actors=16)) as submission:
        try:
            run = submission.run(clock="scaled")
            return {"stdout": run.stdout[:200], "explained": run.explain()}
        except Claim as claim:
            return {"stdout": "", "explained": str(claim)}
        except WorkerError as withheld:
            if not again:
                return {"stdout": "", "explained": f"withheld: {withheld}"}
    return _ended(workers, program, time_s=time_s, again=again - 1)


BEREFT = f"bereft_{secrets.token_hex(4)}"
"""In the names of what a program leaves whose keeper is killed: beside it others of this file may be at work."""
LEAVES = f"""
import os, time
open(f"/dev/shm/{BEREFT}-{{os.getpid()}}", "w").close()
if os.fork() == 0:
    os.setsid()
time.sleep(600)
"""


def bereave(tier: str) -> None:
    """Print what is left where somebody kills a keeper, and how the next program fares."""
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o755)
        tempfile.tempdir = scratch
        before, shared = set(_running()), set(_shared(BEREFT))
        with open_workers(tier) as workers, workers.sandbox(_program(LEAVES, f"{BEREFT}.py"), LIMITS) as submission:
            with ThreadPoolExecutor(1) as pool:
                said = pool.submit(_said_of, submission)
                until(lambda: len(set(_running()) - before) > 1)
                for keeper in system.children(workers._launcher._pid):
                    os.kill(keeper, signal.SIGKILL)
                document: dict[str, object] = {"said": said.result()}
            with workers.sandbox(_program("print(1)"), LIMITS) as another:
                document["next"] = another.run(clock="real").stdout
            until(lambda: not set(_running()) - before)
            document["running"] = sorted(set(_running()) - before)
        document["scratch"] = [path.name for path in Path(scratch).iterdir()]
        document["shared"] = [path.name for path in _shared(BEREFT) if path not in shared]
    for path in _shared(BEREFT):
        if path not in shared:
            path.unlink()
    print(json.dumps(document))


def _said_of(submission: object) -> str:
    try:
        return submission.run(clock="real").explain()
    except WorkerError as error:
        return f"withheld: {error}"


def _running() -> list[str]:
    """Programs that run now whose keeper is to be killed, or was."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"/work/{BEREFT}.py".encode() in (process / "cmdline").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


def _shared(whose: str = "greedy") -> list[Path]:
    """What lies in shared memory of greedy programs, of other runs perhaps."""
    return list(Path("/dev/shm").glob(f"{whose}-*"))


def _left(before: set[Path]) -> list[str]:
    """Processes of a greedy program that are still there, files that it left."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if programs.MARK.encode() in (folder / "cmdline").read_bytes():
                found.append(folder.name)
        except OSError:
            continue
    shared = [path for path in _shared() if path not in before]
    for path in shared:
        path.unlink()
    return found + [str(path) for path in shared]


def multiply(tier: str, *methods: str) -> None:
    """Print what multiprocessing does under these start methods; of what has nothing to do with them, under the first alone."""
    document = {}
    with open_workers(tier) as workers:
        for method in methods:
            for name, text in programs.HONEST.items():
                if method != methods[0] and "multiprocessing" not in text:
                    continue
                with workers.sandbox(_program(text), LIMITS) as submission:
                    try:
                        run = submission.run(clock="scaled", start_method=method)
                        told = f"{run.stdout.strip()} {run.explain()}".strip()
                    except WorkerError as error:
                        told = f"withheld: {error}"
                document[f"{method}, {name}"] = told
    print(json.dumps(document))


def _program(text: str, entry: str = "a.py") -> Submission:
    text = dedent(text)
    return Submission(entry=entry, module=entry, files={entry: text.encode()}, source=text, digest="")


def choose(refused: str) -> None:
    """Print the strongest tier of this situation; with Landlock's calls refused as well, if so asked."""
    if refused == "landlock":
        if os.geteuid():
            syscalls.prctl(38, 1)
        seccomp.install(refusing([444, 445, 446]))
    with open_workers() as workers, workers.sandbox(_submission({}), LIMITS) as submission:
        submission.load()
        print(workers.isolation)


def _plant(folder: Path) -> list[str]:
    """Files that no submission may read: as readable as files can be."""
    names = (
        "tests/suites/add-lock/test_hidden.py",
        "solutions/add-lock/reference/add_lock.py",
        "home/.ssh/id",
        "other.py",
    )
    found = []
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"CANARY-{os.urandom(8).hex()}")
        path.chmod(0o666)
        found.append(str(path))
    return found


def _listen(folder: str) -> tuple[str, str, list[socket.socket]]:
    addresses = "\0wall-test-" + os.urandom(4).hex(), f"{folder}/socket"
    listeners = []
    for address in addresses:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(address)
        listener.listen()
        listeners.append(listener)
    Path(addresses[1]).chmod(0o777)
    return *addresses, listeners


def _submission(asked: dict[str, object]) -> Submission:
    text = (HERE / "inmate.py").read_bytes()
    files = {"inmate.py": text, "asked.json": json.dumps(asked).encode()}
    return Submission(entry="inmate.py", module="inmate.py", files=files, source=text.decode(), digest="")


def _found(run: object) -> object:
    lines = [line for line in run.stdout.splitlines() if line.startswith("FOUND ")]
    return json.loads(lines[0].removeprefix("FOUND ")) if lines else {"nothing": f"{run.explain()} {run.stderr}"}


if __name__ == "__main__":
    plays = (prove, choose, exhaust, multiply, bereave, recast)
    {play.__name__: play for play in plays}[sys.argv[1]](*sys.argv[2:])
