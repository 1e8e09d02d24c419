"""What a control group says of itself; the kernel's part of it is played by files."""

import os
from pathlib import Path

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.worker.walls import cgroup
from grader.worker.walls.cgroup import Group, _name, home_of, spent_mb, sweep


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
    ("version", "limit", "events", "expected"),
    [
        (2, "536870912", "oom 1\noom_kill 0", 512),  # whom it ended was below
        (2, "536870912", "oom 0\noom_kill 1", None),  # the machine's end
        (2, "max", "oom 1\noom_kill 1", None),
        (1, "536870912", "under_oom 0\noom_kill 3", 512),
        (1, "536870912", "under_oom 0\noom_kill 0", None),
        (1, "9223372036854771712", "under_oom 0\noom_kill 1", None),
    ],
)
def test_a_container_whose_memory_was_spent_says_how_much_it_may_have(tmp_path, version, limit, events, expected):
    folder, (allowed, told) = (tmp_path, V2) if version == 2 else (tmp_path / "memory", V1)
    folder.mkdir(exist_ok=True)
    (folder / allowed).write_text(limit)
    (folder / (f"{told}.local" if version == 2 else told)).write_text(events)

    assert expected == spent_mb(tmp_path)


def test_a_service_whose_memory_was_spent_says_so_to_who_is_in_a_group_below(tmp_path, monkeypatch):
    service, own = tmp_path / "service", tmp_path / "service" / "graders"
    own.mkdir(parents=True)
    (own / "memory.max").write_text("max")
    (service / "memory.max").write_text("536870912")
    (service / "memory.events.local").write_text("oom 1\noom_kill 0")
    monkeypatch.setattr(cgroup, "_own", lambda controller, _: None if controller else own)

    assert 512 == spent_mb(tmp_path)


@pytest.fixture
def service(tmp_path, monkeypatch):
    """The group of a service, in one whose controllers are shared."""
    own = tmp_path / "service"
    own.mkdir()
    for folder, files in {
        own: {
            "cgroup.procs": "1",
            "cgroup.controllers": "cpu memory pids",
            "cgroup.subtree_control": "",
            "memory.max": "max",
        },
        tmp_path: {"cgroup.procs": "", "cgroup.subtree_control": "memory pids"},
    }.items():
        for name, text in files.items():
            (folder / name).write_text(text)
    monkeypatch.setattr(cgroup, "_is_delegated", lambda folder: (folder / "delegated").exists())
    return own


def test_groups_are_made_beside_ones_own(service):
    assert service.parent == home_of(service)


def test_no_group_is_made_where_the_limit_of_ones_own_does_not_hold(service):
    (service / "memory.max").write_text("1073741824")

    assert home_of(service) is None


def test_in_a_group_that_was_delegated_groups_are_made_inside_and_its_own_processes_make_room(service):
    (service / "memory.max").write_text("1073741824")
    (service / "delegated").touch()

    assert service == home_of(service)
    assert "1" == (service / cgroup.SESSION / "cgroup.procs").read_text()
    assert "+memory +pids" == (service / "cgroup.subtree_control").read_text()


def test_a_delegated_group_without_processes_is_made_to_share(service):
    """As systemd puts who has `DelegateSubgroup=` into a group below."""
    below = service / "main"
    below.mkdir()
    (service / "cgroup.procs").write_text("")
    (service / "delegated").touch()

    assert service == home_of(below)
    assert [below] == [path for path in service.iterdir() if path.is_dir()]


def test_a_delegated_group_without_the_controllers_stays_as_it_is(service):
    (service / "delegated").touch()
    (service / "cgroup.controllers").write_text("cpu pids")

    assert service.parent == home_of(service)
    assert not (service / cgroup.SESSION).exists()


def test_a_group_that_cannot_be_made_to_share_is_none_to_make_groups_in(service):
    (service / "delegated").touch()
    (service / "cgroup.subtree_control").unlink()
    (service / "cgroup.subtree_control").mkdir()

    assert service.parent == home_of(service)


def test_what_is_swapped_out_is_no_way_around_the_limit(tmp_path):
    homes = {"memory": tmp_path, "pids": tmp_path}
    Group(homes)
    folder = tmp_path / _name(os.getpid())
    for file in ("memory.max", "memory.swap.max"):
        (folder / file).write_text("max")

    Group(homes).limit(memory_mb=2, tasks=3)

    assert ["2097152", "0", "3"] == [
        (folder / file).read_text() for file in ("memory.max", "memory.swap.max", "pids.max")
    ]


def test_a_machine_without_groups_says_nothing(tmp_path):
    assert spent_mb(tmp_path) is None
