"""Folders of killed owners go; those that somebody needs, or that are none of ours, stay."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.worker import abandoned, scratch
from grader.worker.systems import system
from tests.support.systems import WINDOWS

ROOT = Path(__file__).parents[3]


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(abandoned, "AGE_S", -1.0)


def swept(parent):
    for remove in abandoned.removals(str(parent)):
        remove()
    return {path.name for path in parent.iterdir()}


def test_what_a_killed_process_held_is_removed(tmp_path, at_once):
    text = (
        "import sys, time; from grader.worker import abandoned, scratch\n"
        f"folder = scratch.make({str(tmp_path)!r}); abandoned.hold(folder); (folder / 'work/deep').mkdir()\n"
        "print(folder.name, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True, cwd=ROOT) as owner:
        name = owner.stdout.readline().strip()
        while_it_lives = swept(tmp_path)
        owner.kill()

    assert {name} == while_it_lives
    assert set() == swept(tmp_path)


def test_what_is_let_go_is_nobodys(tmp_path, at_once):
    folder = scratch.make(str(tmp_path))
    held = abandoned.hold(folder)
    assert {folder.name} == swept(tmp_path)

    abandoned.let_go(held)

    assert set() == swept(tmp_path)


def test_what_was_changed_a_moment_ago_stays(tmp_path):
    folder = scratch.make(str(tmp_path))

    assert {folder.name} == swept(tmp_path)


@pytest.mark.skipif(WINDOWS, reason="who makes links there needs a right of its own")
def test_only_folders_of_ours_go_and_no_link_is_followed(tmp_path, at_once):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    names = ("grade-homework", "grade-", "grade-0123456789ABCDEF", "grades", "grade-pool-of-cars", "grade-0123456789ag")
    for name in names:
        (tmp_path / name).mkdir()
    (tmp_path / "grade-0123456789ab").symlink_to(elsewhere)
    (tmp_path / "grade-0123456789ac").touch()
    ours = tmp_path / f"{scratch.POOL}ab_defg8"
    ours.mkdir()
    (ours / "link").symlink_to(elsewhere)

    left = swept(tmp_path)

    assert {"elsewhere", *names, "grade-0123456789ab", "grade-0123456789ac"} == left
    assert ["kept"] == [path.name for path in elsewhere.iterdir()]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root has folders of others")
def test_root_removes_what_its_workers_had_and_nobody_elses(tmp_path, at_once):
    folders = [scratch.make(str(tmp_path)) for _ in range(3)]
    os.chown(folders[0], system.OUR_USERS + 7, system.OUR_USERS + 7)
    os.chown(folders[1], 1000, 1000)

    assert {folders[1].name} == swept(tmp_path)


def test_a_few_go_each_time(tmp_path, at_once):
    for _ in range(abandoned.MOST + 2):
        scratch.make(str(tmp_path))

    assert 2 == len(swept(tmp_path))


def test_a_parent_that_cannot_be_read_is_no_matter(tmp_path):
    for remove in abandoned.removals(str(tmp_path / "nowhere")):
        remove()
