"""What a control group says of itself; the kernel's part of it is played by files."""

import os
from pathlib import Path

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.worker.walls.cgroup import Group, _name, spent_mb, sweep


@pytest.mark.parametrize(
    ("used", "expected"), [("400000", True), ("60000000", False), ("", False)], ids=["little", "much", "unknown"]
)
@pytest.mark.parametrize("version", [1, 2])
def test_a_group_is_free_again_when_nothing_is_charged_to_it(tmp_path, version, used, expected):
    group = Group({"memory": tmp_path, "pids": tmp_path})
    folder = tmp_path / _name(os.getpid())
    if version == 2:
        (folder / "memory.max").touch()
        group = Group({"memory": tmp_path, "pids": tmp_path})
    (folder / ("memory.current" if version == 2 else "memory.usage_in_bytes")).write_text(used)

    assert expected == group.unburdened()


V1, V2 = ("memory.limit_in_bytes", "memory.oom_control"), ("memory.max", "memory.events")


@pytest.mark.parametrize(
    ("version", "events", "failures", "expected"),
    [
        (2, "oom 1\noom_kill 1", None, True),
        (2, "oom 0\noom_kill 1", None, False),  # the machine's, which chose one of the group
        (2, "oom 3\noom_kill 0", None, False),
        (1, "under_oom 0\noom_kill 1", "7", True),
        (1, "under_oom 0\noom_kill 1", "0", False),
        (1, "under_oom 0\noom_kill 0", "7", False),
    ],
)
def test_only_the_end_that_the_limit_of_the_group_brought_is_the_groups(tmp_path, version, events, failures, expected):
    homes = {"memory": tmp_path, "pids": tmp_path}
    Group(homes)
    folder = tmp_path / _name(os.getpid())
    limit, told = V2 if version == 2 else V1
    (folder / limit).touch()
    (folder / told).write_text(events)
    if failures is not None:
        (folder / "memory.failcnt").write_text(failures)

    assert expected == Group(homes).killed()


def test_only_groups_of_keepers_that_are_gone_are_removed_and_of_no_other_namespace(tmp_path):
    """Containers may share the tree of groups: in another one a number is somebody else's."""
    here = Path("/proc/self/ns/pid").stat().st_ino
    alive, gone, elsewhere = (
        tmp_path / name for name in (_name(os.getpid()), _name(1 << 23), f"grade-{here + 1}-{1 << 23}")
    )
    for group in (alive, gone, elsewhere):
        group.mkdir()

    sweep({"memory": tmp_path, "pids": tmp_path})

    assert [True, False, True] == [group.exists() for group in (alive, gone, elsewhere)]


@pytest.mark.parametrize(
    ("version", "limit", "kills", "expected"),
    [
        (2, "536870912", 1, 512),
        (2, "536870912", 0, None),
        (2, "max", 1, None),
        (1, "536870912", 3, 512),
        (1, "536870912", 0, None),
        (1, "9223372036854771712", 1, None),
    ],
)
def test_a_container_whose_memory_was_spent_says_how_much_it_may_have(tmp_path, version, limit, kills, expected):
    folder, (allowed, told) = (tmp_path, V2) if version == 2 else (tmp_path / "memory", V1)
    folder.mkdir(exist_ok=True)
    (folder / allowed).write_text(limit)
    (folder / told).write_text(f"under_oom 0\noom_kill {kills}")

    assert expected == spent_mb(tmp_path)


def test_a_machine_without_groups_says_nothing(tmp_path):
    assert spent_mb(tmp_path) is None
