"""Packages: all that is needed, nothing that is not theirs, the same every time."""

import ast
import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile

import pytest

from grader.authoring import foreign
from grader.course import load
from grader.errors import CourseError, UsageError
from grader.lms import parcel as parcels
from grader.lms.packing import ourselves
from grader.lms.packing.members import Member, as_zip, save
from grader.lms.packing.pack import pack
from grader.lms.targets import TARGETS
from tests.support.platforms import CANARY, a_course


def inside(members):
    """All files of a package by name, those inside of its zips and tars too."""
    found = {}
    for name, member in members.items():
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(member.data)) as archive:
                found |= {f"{name}/{inner}": archive.read(inner) for inner in archive.namelist()}
        elif name.endswith(".tar"):
            with tarfile.open(fileobj=io.BytesIO(member.data)) as archive:
                found |= {f"{name}/{inner}": archive.extractfile(inner).read() for inner in archive.getnames()}
        else:
            found[name] = member.data
    return found


@pytest.fixture
def course(tmp_path):
    return a_course(
        tmp_path,
        more="[due]\ndouble = 2030-01-01T00:00:00+01:00\n[published]\ndouble = 2030-01-02T00:00:00Z\n[late]\nper_day = 10\n[attempts]\nlimit = 4\ntokens = 2\n",
        exercise_more='hidden_checks = "when_due"\n',
    )


@pytest.mark.parametrize("target", TARGETS)
def test_a_package_is_a_course_of_its_own(tmp_path, course, target):
    made = pack(target, course, course.exercise("double"))
    save({name: Member(data) for name, data in inside(made.members).items()}, tmp_path / "package")
    home = next((tmp_path / "package").rglob("grader.json")).parent

    again = load(home / "course" / "exercises")
    before, after = course.exercise("double"), again.exercise("double")

    assert (course.title, course.late) == (again.title, again.late)
    assert (before.due, before.published) == (after.due, after.published)
    assert (before.due, before.attempts, before.hidden_wait) == (after.due, after.attempts, after.hidden_wait)
    assert (home / "course" / "tests" / "suites" / "double") == after.suite
    scale = 100 if target == "classroom50" else 1
    assert ("10", 3, scale) == (made.parcel.max_points, made.parcel.checks, made.parcel.scale)
    assert made.parcel == parcels.read(home)


@pytest.mark.parametrize("target", TARGETS)
def test_no_solution_is_in_a_package_and_the_suite_is_there_once(course, target):
    (course.exercise("double").suite / "__pycache__").mkdir()
    (course.exercise("double").suite / "__pycache__" / "x.pyc").write_text(CANARY)
    members = pack(target, course, course.exercise("double")).members

    (holding,) = [name for name, data in inside(members).items() if CANARY.encode() in data]

    assert holding.endswith("course/tests/suites/double/test_double.py")


def test_the_same_course_makes_the_same_package(course):
    made = [as_zip(pack("gradescope", course, course.exercise("double")).members) for _ in range(2)]

    assert made[0] == made[1]
    assert ourselves.wheel() == ourselves.wheel(), "of which there is one for all packages here"


def test_gradescopes_programs_lie_at_the_root_and_can_be_executed(course):
    members = pack("gradescope", course, course.exercise("double")).members
    with zipfile.ZipFile(io.BytesIO(as_zip(members))) as archive:
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}

    assert [0o100755, 0o100755, 0o100644] == [modes[n] for n in ("setup.sh", "run_autograder", "grader.json")]
    for name in ("setup.sh", "run_autograder"):
        assert members[name].data.startswith(b"#!/usr/bin/env bash\n")
        assert b"@" not in members[name].data.replace(b'"$@"', b"")
        subprocess.run(["bash", "-n"], input=members[name].data, check=True)


def test_our_wheel_is_what_is_running(tmp_path):
    name, data = ourselves.wheel()
    (tmp_path / name).write_bytes(data)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-compile",
    ]
    subprocess.run([*pip, "--target", str(tmp_path / "there"), str(tmp_path / name)], check=True, capture_output=True)

    assert (tmp_path / "there" / "grader" / "lms" / "packing" / "templates" / "gradescope" / "setup.sh").is_file()
    assert (tmp_path / "there" / "bin" / "grade").is_file()


@pytest.mark.parametrize("target", ["gradescope", "prairielearn", "github"])
def test_what_an_exercise_requires_is_installed_with_the_grader(tmp_path, target):
    course = a_course(tmp_path, exercise_more='requires = ["numpy>=1.26", "hypothesis"]\n')
    members = pack(target, course, course.exercise("double")).members
    (wheel,) = [member.data for name, member in members.items() if name.endswith(".whl")]
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        (metadata,) = [archive.read(name).decode() for name in archive.namelist() if name.endswith("/METADATA")]
    head, _, body = metadata.partition("\n\n")

    assert {"Requires-Dist: numpy>=1.26", "Requires-Dist: hypothesis"} <= set(head.splitlines())
    assert "Requires-Dist: numpy" not in body


def test_what_is_imported_and_not_required_is_told(tmp_path):
    suite = "import json\nimport msgspec\nfrom hypothesis import given\n"
    suite += "import pytest\nfrom grader.suite import points\n\n@points(1)\ndef test_double(submission):\n    pass\n"
    notes = []
    some, all_of_it = ('requires = ["numpy>=2"]\n', 'requires = ["Hypothesis>=6"]\n')
    for folder, more in (("told", ""), ("required", all_of_it), ("another", some)):
        course = a_course(tmp_path / folder, suite=suite, exercise_more=more)
        notes.append(" ".join(pack("gradescope", course, course.exercise("double")).notes))

    said = 'test_double.py imports hypothesis, which is not installed there. Write in exercise.toml: requires = ["hypothesis"]'
    assert said in notes[0]
    assert "imports" not in notes[1]
    assert 'requires = ["numpy>=2", "hypothesis"]' in notes[2], "what is required already stays so"


def test_what_an_extra_brings_is_required_with_it(monkeypatch):
    needs = {"shop": ["paint", "numpy>=1; extra == 'All_Of'", 'cupy ; extra == "gpu"'], "paint": None, "numpy": None}
    monkeypatch.setattr(foreign.metadata, "requires", needs.__getitem__)

    assert {"shop", "paint", "numpy"} == foreign._with_what_they_need(["Shop[all-of]>=2"])
    assert {"shop", "paint"} == foreign._with_what_they_need(["shop"])


def test_wheels_are_fetched_for_the_python_asked_for(course):
    asked = []

    def fetch(python):
        asked.append(python)
        return {"x-1-py3-none-any.whl": b"x"}

    made = pack("gradescope", course, course.exercise("double"), python="3.12", fetch=fetch)

    assert ["3.12"] == asked
    assert b"x" == made.members["wheels/x-1-py3-none-any.whl"].data
    assert b"for candidate in python3.12; do" in made.members["setup.sh"].data


def test_a_suite_that_cannot_be_read_makes_no_package(tmp_path):
    course = a_course(tmp_path, suite="import nothing_of_that_name\n")
    with pytest.raises(CourseError, match="nothing_of_that_name"):
        pack("gradescope", course, course.exercise("double"))


def test_an_empty_suite_makes_no_package(tmp_path):
    course = a_course(tmp_path, suite="")
    with pytest.raises(CourseError, match="the suite has no checks"):
        pack("gradescope", course, course.exercise("double"))


def test_a_suite_that_is_worth_nothing_makes_no_package(tmp_path):
    suite = "from grader.suite import points\n\n\n@points(0)\ndef test_note(submission):\n    pass\n"
    course = a_course(tmp_path, suite=suite)
    with pytest.raises(CourseError, match="the suite is worth nothing"):
        pack("gradescope", course, course.exercise("double"))


BONUS = """from grader.suite import points


@points(2)
def test_one(submission):
    pass


@points(1, bonus=True, visibility="hidden")
def test_more(submission):
    pass
"""
EVERY_RULE = {
    "late": "lateness is not charged there: [late] in course.toml has no effect.",
    "attempts": "earlier attempts are not told there: [attempts] has no effect.",
    "total": "1 check is hidden, but this platform shows the total at once: it tells how they went.",
    "bonus": "a bonus never brings more than the whole there.",
    "wait": "hidden checks wait until the exercise is due: before that there is no grade at all there.",
}
ALL_BUT_BONUS = {"late", "attempts", "total", "wait"}
NOTED = {
    "gradescope": set(),
    "prairielearn": {*EVERY_RULE},
    "classroom50": ALL_BUT_BONUS,
    "github": ALL_BUT_BONUS,
    "coderunner": {*EVERY_RULE},
    "xqueue": {*EVERY_RULE},
    "autolab": ALL_BUT_BONUS,
}


@pytest.mark.parametrize("target", TARGETS)
def test_what_a_platform_cannot_do_is_noted(tmp_path, target):
    course = a_course(
        tmp_path,
        suite=BONUS,
        more="[due]\ndouble = 2030-01-01T00:00:00Z\n[late]\nper_day = 10\n[attempts]\nlimit = 4\n",
        exercise_more='hidden_checks = "when_due"\n',
    )

    notes = pack(target, course, course.exercise("double")).notes

    assert {EVERY_RULE[kind] for kind in NOTED[target]} == {note for note in notes if "read the suite" not in note}
    assert (target in ("classroom50", "github")) is any("read the suite" in note for note in notes)


@pytest.mark.parametrize(("python", "asked"), [("3.12", []), ("3.13", ["3.12"]), (None, ["3.12"])])
def test_interpreters_that_the_platform_may_not_have_are_noted(tmp_path, python, asked):
    course = a_course(tmp_path, exercise_more='[matrix]\npython = ["3.12"]\n')

    notes = pack("gradescope", course, course.exercise("double"), python=python).notes

    assert [
        f"one Python is set up there, and [matrix] asks for {version}: what is not there is left out, "
        "and where nothing of it is there, there is no grade."
        for version in asked
    ] == list(notes)


def test_a_kit_makes_no_package(tmp_path):
    a_course(tmp_path)
    (tmp_path / "exercises").rename(tmp_path / "kit")
    course = load(tmp_path / "kit")
    with pytest.raises(UsageError, match="double has no suite here"):
        pack("gradescope", course, course.exercise("double"))


def test_hidden_checks_that_wait_for_an_unknown_day_are_noted(tmp_path):
    course = a_course(tmp_path, exercise_more='hidden_checks = "when_due"\n')

    (note,) = pack("gradescope", course, course.exercise("double")).notes
    notes = pack("prairielearn", course, course.exercise("double")).notes

    assert "course.toml does not" in note
    assert (
        "neither course.toml nor the platform tells when the exercise is due: hidden checks are run at once." in notes
    )


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine")

    with pytest.raises(UsageError, match="is there already"):
        save({"a": Member(b"1")}, tmp_path / "there")
    with pytest.raises(UsageError, match=r"cannot be written: No such file or directory"):
        save({"a": Member(b"1")}, tmp_path / "nowhere" / "a.zip")


def test_what_is_no_package_is_said(tmp_path):
    with pytest.raises(UsageError, match=r"grader.json cannot be read: No such file or directory"):
        parcels.read(tmp_path)
    (tmp_path / "grader.json").write_text(json.dumps({"target": 3}))
    with pytest.raises(UsageError, match="was not written by `grade package`: Expected `str`"):
        parcels.read(tmp_path)


ODD = """my $answer's "x" #1.py"""


@pytest.mark.parametrize("target", TARGETS)
def test_any_name_of_an_entry_is_still_one_name(tmp_path, target):
    a_course(tmp_path)
    folder = tmp_path / "exercises" / "double"
    (folder / "double.py").rename(folder / ODD)
    (folder / "exercise.toml").write_text(f"title = 'T'\nentry = {json.dumps(ODD)}\n")
    course = load(tmp_path / "exercises")
    files = inside(pack(target, course, course.exercise("double")).members)

    for data in files.values():
        if data.startswith(b"#!/usr/bin/env bash"):
            subprocess.run(["bash", "-n"], input=data, check=True)
    if target == "autolab":
        makefile = files["autograde-Makefile"].decode().replace("@tar xf autograde.tar", "@true")
        (tmp_path / "Makefile").write_text(makefile.replace("bash autograde/run.sh", "printf %s"))
        outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # `make test`
        done = subprocess.run(["make", "-s"], cwd=tmp_path, env=outside, capture_output=True, text=True)
        assert (0, ODD, "") == (done.returncode, done.stdout, done.stderr)
    if target == "xqueue":
        line = next(line for line in files["entrypoint.sh"].decode().splitlines() if line.startswith("name="))
        quoted = line.removeprefix("name=")
        assert (
            ODD
            == subprocess.run(["bash", "-c", f"printf %s {quoted}"], capture_output=True, text=True, check=True).stdout
        )
    if target == "coderunner":
        line = next(line for line in files["template.py"].decode().splitlines() if line.startswith("ENTRY, TYPED = "))
        assert (ODD, ODD) == ast.literal_eval(line.removeprefix("ENTRY, TYPED = "))


@pytest.mark.parametrize(
    ("answer", "called"),
    [("x = 1", "double.py"), ('{"cells": []}', "double.ipynb"), ('\n {"cells": []}', "double.ipynb")],
)
@pytest.mark.parametrize("target", ["coderunner", "xqueue"])
def test_what_is_typed_is_a_program_and_what_is_pasted_a_notebook(tmp_path, target, answer, called):
    a_course(tmp_path)
    folder = tmp_path / "exercises" / "double"
    (folder / "double.py").rename(folder / "double.ipynb")
    (folder / "exercise.toml").write_text("title = 'T'\nentry = 'double.ipynb'\n")
    course = load(tmp_path / "exercises")
    files = {name: member.data for name, member in pack(target, course, course.exercise("double")).members.items()}
    grade = tmp_path / "opt/grader/bin/grade"
    grade.parent.mkdir(parents=True)
    grade.write_text('#!/bin/sh\nwhile [ "$1" != --root ]; do shift; done\nls "$2/answer" >"$SEEN"\n')
    grade.chmod(0o755)
    (tmp_path / "package.zip").write_bytes(files.get("package.zip", b""))
    environ = {**os.environ, "SEEN": str(tmp_path / "seen"), "GRADER_ROOT": str(tmp_path), "SUBMISSION_CODE": answer}

    if target == "coderunner":
        program = files["template.py"].decode().replace("{{ STUDENT_ANSWER | e('py') }}", answer.replace('"', '\\"'))
        command = [sys.executable, "-c", program]
    else:
        command = ["bash", "-c", files["entrypoint.sh"].decode()]
    subprocess.run(command, cwd=tmp_path, env={**environ, "GRADER_COMMAND": str(grade)}, check=False)

    assert f"{called}\n" == (tmp_path / "seen").read_text()


def test_a_zip_is_one_however_its_ending_is_spelt(tmp_path):
    save({"a": Member(b"1")}, tmp_path / "PACKAGE.ZIP")

    assert zipfile.is_zipfile(tmp_path / "PACKAGE.ZIP")
