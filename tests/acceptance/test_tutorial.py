"""The tutorial for instructors, followed to the letter: its files are written, its commands run, its outputs compared."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.command import environment

TUTORIAL = Path(__file__).parents[2] / "docs" / "instructors" / "tutorial.md"
BLOCK = re.compile(
    r"^(?:\*\*`(?P<file>[^`]+)`\*\*\n)?```(?P<language>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
MOST_COMMANDS = 30

pytestmark = pytest.mark.slow


@dataclass
class Step:
    file: str | None
    language: str
    text: str


STEPS = [Step(match["file"], match["language"], match["text"]) for match in BLOCK.finditer(TUTORIAL.read_text("utf-8"))]


def commands(step):
    """Each command of a block with the output that is shown below it."""
    return [
        (lines.partition("\n")[0], lines.partition("\n")[2])
        for lines in re.split(r"^\$ ", step.text, flags=re.MULTILINE)
        if lines
    ]


class Follower:
    """Does what the tutorial says, in a folder of its own."""

    def __init__(self, home):
        self.home = self.here = home

    def do(self, step):
        if step.file and step.language == "diff":
            self.patch(step)
        elif step.file:
            path = self.here / step.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
        else:
            for command, shown in commands(step):
                self.run(command, shown)

    def patch(self, step):
        lines = step.text.splitlines(keepends=True)
        before, after = ("".join(line[1:] for line in lines if line[0] in kinds) for kinds in (" -", " +"))
        path = self.here / step.file
        text = path.read_text("utf-8")
        assert 1 == text.count(before)
        path.write_text(text.replace(before, after), encoding="utf-8")

    def run(self, command, shown):
        if command.startswith("cd "):
            self.here = self.here / command[3:]
            return
        path = f"{Path(sys.executable).parent}:{environment(self.home)['PATH']}"
        done = subprocess.run(
            command,
            shell=True,
            cwd=self.here,
            env=environment(self.home, PATH=path, COLUMNS="80"),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        # What is said where something takes long on a busy machine is no part of what the tutorial shows.
        said = "".join(line for line in done.stderr.splitlines(True) if not line.startswith("Still "))
        assert matches(shown, said + done.stdout), f"$ {command}\n{done.stderr}{done.stdout}"


def matches(shown, output):
    """Whether the output is what is shown; `…` stands for anything, on a line or for lines."""
    pattern = "".join(".*" if part == "…\n" else re.escape(part).replace("…", ".*") for part in shown.splitlines(True))
    return re.fullmatch(pattern, output, re.DOTALL) is not None


@pytest.mark.long  # it verifies with mutants, several times
def test_the_tutorial_does_what_it_says(tmp_path):
    follower = Follower(tmp_path)
    for step in STEPS:
        follower.do(step)

    assert (tmp_path / "my-course" / "car-park.zip").is_file()


def test_it_takes_less_than_thirty_commands():
    asked = [command for step in STEPS if not step.file for command, _ in commands(step)]

    assert {"mkdir", "cd", "grade", "rm"} == {command.split()[0] for command in asked}
    assert 10 <= len(asked) < MOST_COMMANDS


@pytest.mark.parametrize(
    ("shown", "output", "same"),
    [
        ("a\n", "a\n", True),
        ("a\n…\nc\n", "a\nb1\nb2\nc\n", True),
        ("a\n…\nc\n", "a\nb\n", False),
        ("in … s\n", "in 0.3 s\n", True),
        ("a\n", "a\nb\n", False),
    ],
)
def test_outputs_are_really_compared(shown, output, same):
    assert same == matches(shown, output)
