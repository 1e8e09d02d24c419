"""A keeper goes into its worker's control group and out again, in the kernel's own hierarchies."""

import contextlib
import os
from pathlib import Path

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.worker.walls import cgroup

DOMAIN = ("memory", "hugetlb")
"""Controllers of version 2 of which one is free where version 1 has the others: who shares them has no processes of its own."""


def version_2():
    """Where it is mounted; None if it is not."""
    mounts = Path("/proc/self/mounts")
    lines = mounts.read_text().splitlines() if mounts.exists() else []
    return next((Path(line.split()[1]) for line in lines if line.split()[2] == "cgroup2"), None)


def group_of(process):
    return next(line[4:] for line in Path(f"/proc/{process}/cgroup").read_text().splitlines() if line.startswith("0::"))


@pytest.fixture
def shared():
    """The top of the hierarchy, our own group, one beside it that shares a controller among those below, and one of them."""
    top = version_2()
    here = None if top is None else top / group_of("self")
    home = top if here == top else here and here.parent
    if not home or not os.access(home / "cgroup.procs", os.W_OK):
        pytest.skip("version 2 of control groups is not ours to use here")
    name = next((name for name in DOMAIN if name in (home / "cgroup.controllers").read_text().split()), None)
    if name is None:
        pytest.skip("no controller is free")
    was_shared = name in (home / "cgroup.subtree_control").read_text().split()
    parent = home / f"test-{os.getpid()}"
    session = parent / "session"
    (home / "cgroup.subtree_control").write_text(f"+{name}")
    session.mkdir(parents=True)
    (parent / "cgroup.subtree_control").write_text(f"+{name}")
    yield top, here, parent, session
    for folder in (*parent.glob("grade-*"), *session.glob("*/"), session, parent):
        folder.rmdir()
    if not was_shared:
        (home / "cgroup.subtree_control").write_text(f"-{name}")


def test_a_keeper_goes_back_to_where_it_was_and_its_group_goes(shared, monkeypatch):
    top, here, parent, session = shared
    monkeypatch.setattr(cgroup, "_TOP", top)
    ours, theirs = os.pipe()
    keeper = os.fork()
    if keeper == 0:
        with contextlib.suppress(BaseException):
            (session / "cgroup.procs").write_text("0")
            group = cgroup.Group(dict.fromkeys(cgroup.CONTROLLERS, parent))
            seen = []
            for step in (group.enter, group.leave, group.enter, group.remove):
                step()
                seen.append(Path(group_of("self")).name)
            (here / "cgroup.procs").write_text("0")
            os.write(theirs, " ".join([*seen, *(path.name for path in parent.glob("grade-*"))]).encode())
        os._exit(0)
    os.waitpid(keeper, 0)

    assert [cgroup._name(keeper), session.name, cgroup._name(keeper), session.name] == os.read(
        ours, 1000
    ).decode().split()


def test_who_was_given_a_group_shares_it_and_goes_below(shared, monkeypatch):
    _, here, parent, session = shared
    monkeypatch.setattr(cgroup, "CONTROLLERS", tuple((parent / "cgroup.subtree_control").read_text().split()))
    try:
        os.setxattr(session, "user.delegate", b"1")
    except OSError:
        pytest.skip("groups have no attributes here")
    ours, theirs = os.pipe()
    process = os.fork()
    if process == 0:
        with contextlib.suppress(BaseException):
            (session / "cgroup.procs").write_text("0")
            told = [str(cgroup.home_of(session) == session), Path(group_of("self")).name]
            told += [str(cgroup.home_of(session / cgroup.SESSION) == session)]
            (here / "cgroup.procs").write_text("0")
            os.write(theirs, " ".join(told).encode())
        os._exit(0)
    os.waitpid(process, 0)

    assert ["True", cgroup.SESSION, "True"] == os.read(ours, 1000).decode().split()
