"""The parts of the wall that can be looked at without building one."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.systems import need_posix

need_posix()

from grader.worker.walls import exposed, identity, landlock, probe, processor, syscalls
from grader.worker.walls.layer import WallError, layer
from grader.worker.walls.layers import LADDER, PROCESS
from grader.worker.walls.usage import Usage
from grader.worker.walls.wall import Wall

linux = pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's")


def test_a_missing_layer_says_which_and_why():
    with pytest.raises(WallError, match=r"^root: \[Errno 1\] no$"), layer("root"):
        raise OSError(1, "no")


def test_an_unknown_processor_has_no_system_calls(monkeypatch):
    monkeypatch.setattr(processor, "machine", lambda: "pdp11")

    with pytest.raises(OSError, match="system calls of pdp11 are not known here"):
        syscalls.call("prctl", 0)


def test_a_32_bit_python_has_others_than_its_kernel(monkeypatch):
    """As on a Raspberry Pi whose system is of 32 bits, and whose kernel is not."""
    monkeypatch.setattr(processor, "machine", lambda: "aarch64")
    monkeypatch.setattr(sys, "maxsize", (1 << 31) - 1)

    with pytest.raises(OSError, match="system calls of a 32-bit Python on aarch64 are not known here"):
        syscalls.call("prctl", 0)


@linux
def test_on_an_unknown_processor_no_wall_holds(monkeypatch, tmp_path):
    monkeypatch.setattr(processor, "machine", lambda: "pdp11")

    wall, reasons = probe.strongest(list(LADDER), str(tmp_path))

    assert wall is not None
    assert PROCESS == wall.tier
    assert set(LADDER) - {PROCESS} == set(reasons)
    assert [] == list(tmp_path.iterdir())
    everything = probe.everything([PROCESS], str(tmp_path))
    assert {PROCESS: "holds"} == everything["tiers"]
    assert "no: system calls of pdp11 are not known here" == everything["layers"]["filter"]
    assert everything["layers"]["landlock"].startswith("no: ")


@linux
def test_a_refused_system_call_is_an_error_with_its_name():
    with pytest.raises(OSError, match="prctl: Invalid argument") as refused:
        syscalls.prctl(-1)
    assert errno.EINVAL == refused.value.errno


def test_no_tier_holds_when_none_is_asked_for(tmp_path):
    assert (None, {}) == probe.strongest([], str(tmp_path))


@linux
def test_what_is_exposed_is_the_interpreter_and_ours_and_nothing_else():
    readable = exposed.readable()
    root = Path(__file__).parents[4]

    assert any(os.path.realpath(sys.executable).startswith(path) for path in readable)
    assert any(os.__file__.startswith(path) for path in readable)
    assert str(root / "grader" / "worker") in readable
    for hidden in (root, root / "tests", root / "solutions", root / "grader", Path.home(), Path("/etc"), Path("/")):
        assert not any(str(hidden) == path or str(hidden).startswith(f"{path}/") for path in readable), hidden


def test_workers_are_different_users(monkeypatch):
    monkeypatch.setattr(identity, "_users_here", lambda: 1 << 32)
    assert (1 << 30) + 77 == identity.user_of_its_own(77)

    monkeypatch.setattr(identity, "_users_here", lambda: 65536)
    assert 32768 + 77 == identity.user_of_its_own(77)
    assert 32768 <= identity.user_of_its_own((1 << 22) - 1) < 65536


def test_older_kernels_withhold_less():
    assert 0x1FFF == landlock.everything(1)
    assert 0xFFFF == landlock.everything(5) == landlock.everything(9)


def test_an_older_kernel_that_keeps_no_signals_in_is_told_as_that(monkeypatch):
    def older(_name, _ruleset, _size, flags):
        if flags == landlock._VERSION:
            return 2
        raise OSError(errno.E2BIG, "landlock_create_ruleset: Argument list too long")

    monkeypatch.setattr(syscalls, "call", older)

    with (
        pytest.raises(WallError, match=r"^landlock: this kernel's version, 2, does not .* version 6 does$"),
        layer("landlock"),
    ):
        landlock.keep_signals_in()


def test_a_scratch_with_too_much_in_it_is_seen(tmp_path):
    usage = Usage(str(tmp_path), None)
    (tmp_path / "a").write_bytes(bytes(100_000))

    assert usage.beyond(1, 3) is None
    for name in "bcd":
        (tmp_path / name).touch()
    assert "disk" == usage.beyond(1, 3)
    (tmp_path / "b").write_bytes(bytes(2 << 20))
    assert "disk" == usage.beyond(1, 100)


def test_a_scratch_that_is_nested_too_deep_is_too_much(tmp_path):
    folder = tmp_path
    for _ in range(45):
        folder = folder / "d"
    folder.mkdir(parents=True)

    assert "disk" == Usage(str(tmp_path), None).beyond(1000, 1000)


def test_links_are_not_followed(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "etc").symlink_to("/etc")

    assert Usage(str(tmp_path), None).beyond(1, 3) is None


@linux
def test_a_tier_that_needs_root_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert "only root can give workers a user of their own" == probe.tried(Wall("uid", str(tmp_path)))


@linux
def test_root_in_a_container_that_took_its_capabilities_is_told_which_are_missing(tmp_path):
    """`docker run --cap-drop ALL`."""
    asked = f"""
import os
import subprocess
from grader.worker.walls import identity, probe
from grader.worker.walls.wall import Wall
wall = Wall("uid", {str(tmp_path)!r})
identity.give_up_rights()
os.geteuid = lambda: 0
print(probe.tried(wall), end="")
"""
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert "root lacks capabilities here: CHOWN, DAC_OVERRIDE, FOWNER, SETGID, SETUID, SETPCAP" == done.stdout


@linux
def test_root_does_not_take_the_tier_of_users(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    assert "not for root: its workers would be root" == probe.tried(Wall("landlock", str(tmp_path)))


@linux
@pytest.mark.parametrize(
    ("how", "told"), [(signal.SIGSYS, "SystemCallFilter="), (signal.SIGKILL, "the trial ended without an answer")]
)
@pytest.mark.parametrize("who", ["keeper", "worker"])
def test_a_trial_whose_system_calls_are_filtered_says_so(tmp_path, monkeypatch, who, how, told):
    """As systemd filters those of a service."""

    class Around:
        def furnish(self, room):
            if who == "keeper":
                os.kill(os.getpid(), how)

        def enter(self):
            os.kill(os.getpid(), how)

        kill = clean = staticmethod(lambda: None)

    monkeypatch.setattr(Wall, "around", lambda _: Around())

    assert told in probe.tried(Wall("namespaces", str(tmp_path)))
