"""What a control group says of itself; the kernel's part of it is played by files."""

import os

import pytest

from grader.worker.walls.cgroup import Group


@pytest.mark.parametrize(
    ("used", "expected"), [("400000", True), ("60000000", False), ("", False)], ids=["little", "much", "unknown"]
)
@pytest.mark.parametrize("version", [1, 2])
def test_a_group_is_free_again_when_nothing_is_charged_to_it(tmp_path, version, used, expected):
    group = Group({"memory": tmp_path, "pids": tmp_path})
    folder = tmp_path / f"grade-{os.getpid()}"
    if version == 2:
        (folder / "memory.max").touch()
        group = Group({"memory": tmp_path, "pids": tmp_path})
    (folder / ("memory.current" if version == 2 else "memory.usage_in_bytes")).write_text(used)

    assert expected == group.unburdened()
