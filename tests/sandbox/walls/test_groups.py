"""A keeper goes into its worker's control group and out again, in the kernel's own hierarchies."""

import contextlib
import os
from pathlib import Path

import pytest

from grader.worker.walls import cgroup

DOMAIN = ("memory", "hugetlb")
"""Controllers of version 2 of which one is free where version 1 has the others: who shares them has no processes of its own."""


def version_2():
    """Where it is mounted for writing; None if it is not, or not ours."""
    mounts = Path("/proc/self/mounts")
    lines = mounts.read_text().splitlines() if mounts.exists() else []
    tops = [Path(line.split()[1]) for line in lines if line.split()[2] == "cgroup2"]
    return next((top for top in tops if os.access(top / "cgroup.procs", os.W_OK)), None)


def groups_of(process):
    return next(line[3:] for line in Path(f"/proc/{process}/cgroup").read_text().splitlines() if line.startswith("0::"))


@pytest.fixture
def shared():
    """A group that shares a controller among those below it, and one of them, in which we are."""
    top = version_2()
    if top is None or groups_of("self") != "/":
        pytest.skip("version 2 of control groups is not ours to use here")
    name = next((name for name in DOMAIN if name in (top / "cgroup.controllers").read_text().split()), None)
    if name is None:
        pytest.skip("no controller is free")
    was_shared = name in (top / "cgroup.subtree_control").read_text().split()
    parent = top / f"test-{os.getpid()}"
    own = parent / "session"
    (top / "cgroup.subtree_control").write_text(f"+{name}")
    own.mkdir(parents=True)
    (parent / "cgroup.subtree_control").write_text(f"+{name}")
    yield top, parent, own
    for folder in (own, parent):
        folder.rmdir()
    if not was_shared:
        (top / "cgroup.subtree_control").write_text(f"-{name}")


def test_a_keeper_goes_back_to_where_it_was_and_its_group_goes(shared, monkeypatch):
    top, parent, own = shared
    monkeypatch.setattr(cgroup, "_TOP", top)
    ours, theirs = os.pipe()
    keeper = os.fork()
    if keeper == 0:
        with contextlib.suppress(BaseException):
            (own / "cgroup.procs").write_text("0")
            group = cgroup.Group(dict.fromkeys(cgroup.CONTROLLERS, parent))
            seen = []
            for step in (group.enter, group.leave, group.enter, group.remove):
                step()
                seen.append(groups_of("self").removeprefix(f"/{parent.name}/"))
            (own.parent.parent / "cgroup.procs").write_text("0")
            os.write(theirs, " ".join([*seen, *(path.name for path in parent.glob("grade-*"))]).encode())
        os._exit(0)
    os.waitpid(keeper, 0)

    assert [f"grade-{keeper}", own.name, f"grade-{keeper}", own.name] == os.read(ours, 1000).decode().split()
