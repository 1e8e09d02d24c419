"""A thousand submissions of known shares, and a disk that fills up: what takes too long for every day."""

import csv
import os
import re
import shutil
import subprocess
from textwrap import dedent

import pytest

from tests.support.classes import on_disk
from tests.support.command import command, environment
from tests.support.courses import RIGHT, SLUG, a_course

RIGHT = dedent(RIGHT)
BODY = "    with lock:\n        database_value += 1\n"
RACY = RIGHT.replace(BODY, "    database_value += 1\n")
SUITE = '''
    from grader.suite import points

    @points(2)
    def test_one_call_adds_one(submission):
        """One call of increase() adds exactly one."""
        program = submission.load()
        program.increase()
        assert program.database_value == 1

    @points(3)
    def test_no_update_is_lost(submission):
        """No update is lost."""
        runs = submission.explore(threads=["increase", "increase"], observe=["database_value"])
        runs.always(lambda end: end.values["database_value"] == 2)
    '''
KINDS = {
    "right": (10, RIGHT, "5"),
    "racy": (4, RACY, "2"),
    "adds nothing": (3, RIGHT.replace(BODY, "    pass\n"), "0"),
    "no Python": (1, RIGHT.replace("def increase", "def increase("), "0"),
    "leaves at once": (1, "import os\nos._exit(0)\n", "0"),
    "calls itself for ever": (1, RIGHT.replace(BODY, "    increase()\n"), "0"),
}
"""How many of twenty, their text, and what they earn."""


def batch(here, *, patience_s=900):
    words = ["batch", "in", "--exercise", SLUG, "--out", "out"]
    return subprocess.run(
        command(*words),
        cwd=here,
        env=environment(here),
        capture_output=True,
        text=True,
        timeout=patience_s,
        check=False,
    )


def grades(here):
    with (here / "out" / "grades.csv").open(newline="", encoding="utf-8") as file:
        return {row["author"]: row for row in csv.DictReader(file)}


def reports(here):
    """Every report as it stands, without its times."""
    found = {}
    for path in sorted((here / "out" / "reports").rglob("*.json")):
        found[path.parent.name] = re.sub(r'"duration_s":[0-9.e-]+', '"duration_s":0', path.read_text())
    return found


@pytest.mark.long
def test_a_thousand_submissions_graded_twice(tmp_path):
    a_course(tmp_path, SUITE)
    shares = [kind for kind, (count, _, _) in KINDS.items() for _ in range(count)]
    kinds = {f"s{number:04}.py": shares[number % 20] for number in range(1000)}
    on_disk(tmp_path / "in", {name: f"{KINDS[kind][1]}\n# {name}\n" for name, kind in kinds.items()})

    done = batch(tmp_path)
    assert 0 == done.returncode, done.stderr[-2000:]
    once, page = reports(tmp_path), (tmp_path / "out" / "overview.html").read_text()
    assert {name: KINDS[kind][2] for name, kind in kinds.items()} == {
        name: row["points"] for name, row in grades(tmp_path).items()
    }
    passed = [re.sub(r"<[^>]+>", "", part) for part in re.findall(r'<p class="parts">(.*?)</p>', page)]
    assert ["700 passed, 300 not passed", "500 passed, 500 not passed"] == passed

    again = batch(tmp_path)
    assert "0 different submissions to judge. 1000 are judged already." in again.stderr

    shutil.rmtree(tmp_path / "out")
    batch(tmp_path)
    assert once == reports(tmp_path), "judged from nothing, every report is the same byte for byte but for its times"


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="only root can make a disk of its own")
def test_a_disk_that_fills_up_costs_nothing_that_is_kept(tmp_path):
    a_course(tmp_path, SUITE)
    on_disk(tmp_path / "in", {f"s{number:03}.py": f"{RIGHT}\n# {number}\n" for number in range(40)})
    grade = " ".join(map(str, command("batch", "in", "--exercise", SLUG, "--out", "out")))
    script = f"""
        mkdir out && mount -t tmpfs -o size=500k none out
        {grade}; echo "exit $?" >&2
        mount -o remount,size=50m out
        {grade}; echo "exit $?" >&2
        cp out/grades.csv grades.csv
        """
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script], cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip

    first, second = re.split(r"exit 3\n", done.stderr, maxsplit=1)
    assert "the disk is full: the gradebook" in first
    assert "what is finished is kept" in first
    assert "Traceback" not in done.stderr
    judged, kept = map(int, re.findall(r"(\d+) different submissions? to judge. (\d+) are judged already", second)[0])
    assert 0 < kept < 40
    assert 40 == judged + kept
    with (tmp_path / "grades.csv").open(newline="") as file:
        assert ["5"] * 40 == [row["points"] for row in csv.DictReader(file)]
