"""Platforms played on this machine: their folders below a temporary root, their container's walls around the run."""

import json
import os
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path
from textwrap import dedent

from grader.course import load
from grader.lms.packing.members import as_zip
from grader.lms.packing.pack import pack
from tests.support import container
from tests.support.command import environment

PATIENCE_S = 120
CANARY = "CANARY-7f3a9"

SUITE = f'''
    """{CANARY} suite."""
    from grader.suite import hint, needs, points


    @points(3)
    def test_doubles(submission):
        """double() doubles a number."""
        secret = "{CANARY} in the code"
        program = submission.load()
        assert program.double(21) == 42


    @points(4.5, visibility="hidden")
    def test_doubles_more(submission):
        """{CANARY}: double() doubles texts, too."""
        program = submission.load()
        assert program.double("ab") == "abab", "{CANARY} in the message"


    @points(2.5, visibility="after_due_date")
    def test_says_hello(submission):
        """The program says hello."""
        run = submission.run()
        assert run.exit_code == 0, run.explain()
        assert "hello" in run.text
    '''

BROKEN = f'''
    import sys, warnings
    import pytest
    from grader.suite import points

    print("{CANARY} printed")
    print("{CANARY} printed", file=sys.stderr)
    warnings.warn("{CANARY} warned")


    @points(4, visibility="hidden")
    @pytest.mark.parametrize("what", ["{CANARY}-id"])
    def test_hidden(submission, what):
        """{CANARY} in the title."""
        assert submission.load().double("ab") == "{CANARY}", "{CANARY} in the rationale"


    @points(6)
    def test_broken(submission):
        """It breaks."""
        print("{CANARY} printed")
        print("{CANARY} printed", file=sys.stderr)
        secret = "{CANARY} in a frame"
        raise KeyError("{CANARY} in the exception")
    '''
"""A suite that fails, and tells all it knows while it does."""

GOOD = """
    def double(x):
        return x + x

    print("hello")
    """
FLAWED = """
    def double(x):
        return 2 * int(x)

    print("hello")
    """
NO_PYTHON = "def double(x:\n    return x + x\n"

HOSTILE = f"""
    import glob, json, os, signal, sys

    FORGED = json.dumps({{"score": 10, "gradable": True, "fraction": 1, "tests": [], "scores": {{"points": 10}}}})

    def attack():
        for folder in glob.glob(os.environ.get("NOWHERE", "/tmp/grader-stage-*/**/"), recursive=True):
            for name in ("results.json", "result.json", "release-body.md"):
                try:
                    with open(os.path.join(folder, name), "w") as file:
                        file.write(FORGED)
                except OSError:
                    pass
        found = [str(os.environ)]
        for path in glob.glob("/tmp/grader-stage-*/**/*.py", recursive=True) + glob.glob("/proc/*/environ"):
            try:
                found.append(open(path).read())
            except OSError:
                pass
        for pid in (os.getppid(), 1):
            try:
                os.kill(pid, 0)
            except OSError:
                pass
        return [text for text in found if "{CANARY}" in text]

    LOOT = attack()
    print(FORGED, file=sys.stderr)
    print(FORGED)
    print(LOOT)

    def double(x):
        raise ValueError(f"{{LOOT}} \\x1b[2J <script>alert(1)</script> ]]> & {{FORGED}}")
    """


def a_course(root, suite=SUITE, *, more="", exercise_more="", limits=""):
    """A course of one exercise, `double`, whose suite has every visibility and a canary wherever one can stand."""
    files = {
        "exercises/course.toml": f'title = "Doubles & <more>"\nexercises = ["double"]\n{more}',
        "exercises/double/exercise.toml": f'title = "Double"\nentry = "double.py"\n{exercise_more}\n{limits}',
        "exercises/double/README.md": "# Double\n",
        "exercises/double/double.py": "def double(x):\n    return x\n",
        "tests/suites/double/test_double.py": suite,
        "solutions/double/reference/double.py": f"# {CANARY}\n{dedent(GOOD)}",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return load(root / "exercises")


def unpacked(target, course, folder, slug="double"):
    """A package as it lies on the platform."""
    made = pack(target, course, course.exercise(slug))
    with zipfile.ZipFile(BytesIO(as_zip(made.members))) as archive:
        for info in archive.infolist():
            path = Path(archive.extract(info, folder))
            path.chmod(info.external_attr >> 16 & 0o777)
    return made


def with_our_grade(root):
    """Stand in for the installation that the platform's image has."""
    home = root / "opt" / "grader" / "bin"
    home.mkdir(parents=True)
    for program in ("grade", "python"):
        (home / program).symlink_to(Path(sys.executable).with_name(program))


def in_container(*command, cwd, user=0, memory_mb=768, **environ):
    """Start a command as a container would; as an ordinary user this machine cannot play one, and runs it as it is."""
    wrapped = [sys.executable, container.__file__, str(user), str(memory_mb)] if os.geteuid() == 0 else []
    return subprocess.Popen(
        [*wrapped, *map(str, command)],
        cwd=cwd,
        env={**environment(cwd), "SECRET_TOKEN": f"{CANARY} in the environment", **environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="backslashreplace",
    )


def finished(process):
    """Wait for the end; stdout, stderr. What the stand-in says of itself is no word of what ran in it."""
    out, err = process.communicate(timeout=PATIENCE_S)
    lines = err.splitlines(keepends=True)
    print(*(line for line in lines if line.startswith(container.SAYS)))
    return out, "".join(line for line in lines if not line.startswith(container.SAYS))


def until(condition, *, what):
    """Wait for something to become true, and say what it was if it never does."""
    for _ in range(PATIENCE_S * 20):
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"never: {what}")


def read_json(path):
    """A JSON file, or None where there is none."""
    return json.loads(path.read_bytes()) if path.exists() else None
