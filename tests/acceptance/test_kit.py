"""`grade kit`, as instructors and then students meet it."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.command import environment, grade, without_patience

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """This repository's course, with a canary in every hidden file."""
    root = tmp_path_factory.mktemp("course")
    for name in ("exercises", "solutions", "tests/suites"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("solutions", "tests"):
        for path in (root / folder).rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes() + b"\n# CANARY\n")
    (root / "exercises" / "_draft").mkdir()
    (root / "exercises" / "_draft" / "plan.md").write_text("CANARY")
    return root


def test_no_byte_of_what_is_hidden_is_in_a_kit(course, tmp_path):
    done = grade("kit", tmp_path / "kit.zip", here=course)

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.endswith("nothing hidden. Students begin with START-HERE.md.\n")
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        names = archive.namelist()
        assert b"CANARY" not in b"".join(archive.read(name) for name in names)
    assert "kit/add-lock/add_lock.py" in names
    assert not [name for name in names if "solutions" in name or "suites" in name or "_draft" in name]


def test_it_is_said_where_students_have_nothing_to_check(course, tmp_path):
    hidden = (course / "exercises" / "add-lock" / "examples").rename(tmp_path / "examples")
    try:
        done = grade("kit", tmp_path / "kit", here=course)
    finally:
        hidden.rename(course / "exercises" / "add-lock" / "examples")
    alone = grade("check", "add-lock", here=tmp_path / "kit")

    assert done.stdout.endswith("\nStudents have nothing to check in add-lock: there are no examples.\n")
    assert "This exercise has no examples that could be run here." in alone.stdout


@pytest.mark.parametrize("options", [[], ["--notebooks"]])
def test_students_can_work_with_it(course, tmp_path, options):
    grade("kit", tmp_path / "kit", *options, here=course)
    done = grade("check", "--examples-only", "add-lock", here=tmp_path / "kit")

    assert 1 == done.returncode
    assert "add-lock   1 / 2" in done.stdout
    assert "Only the examples were run: hidden checks remain." in done.stdout


def test_what_leaks_is_named_and_no_kit_is_written(course, tmp_path):
    leak = course / "exercises" / "add-lock" / "old.py"
    shutil.copy(course / "solutions" / "add-lock" / "reference" / "add_lock.py", leak)
    try:
        done = grade("kit", tmp_path / "kit", here=course)
    finally:
        leak.unlink()

    assert 2 == done.returncode
    source = "solutions/add-lock/reference/add_lock.py"
    assert f"exercises/add-lock/old.py: it is the same file as {source}" in done.stderr
    assert not (tmp_path / "kit").exists()


def test_a_kit_of_a_kit(course, tmp_path):
    grade("kit", tmp_path / "kit", here=course)
    done = grade("kit", tmp_path / "again", here=tmp_path / "kit")

    assert 2 == done.returncode
    assert "is a kit already" in done.stderr


@pytest.mark.long
def test_a_kit_needs_nothing_but_our_wheel(course, tmp_path):
    """The wheel is built and installed into an empty environment, as a student would."""
    grade("kit", tmp_path / "kit", here=course)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, ROOT, here=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    run(sys.executable, "-m", "venv", tmp_path / "venv", here=tmp_path)
    binaries = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(binaries / "python", "-m", "pip", "install", "--quiet", wheel, here=tmp_path)

    done = subprocess.run(
        [binaries / "grade", "check", "--examples-only"],
        cwd=tmp_path / "kit",
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    begun = subprocess.run(
        [binaries / "grade", "new", "use-semaphore"], cwd=tmp_path / "venv", env=environment(tmp_path), check=False
    )

    assert (1, "") == (done.returncode, without_patience(done.stderr))
    assert "add-lock   1 / 2" in done.stdout
    assert 0 == begun.returncode


def run(*command, here):
    done = subprocess.run(list(map(str, command)), cwd=here, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr
