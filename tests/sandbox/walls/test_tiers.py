"""What a submission that tries everything can do, in each tier that this machine can show.

A process of its own plays each situation (`becoming.py`, then `driver.py`): root, an ordinary user, root where namespaces are refused (a
filter that answers EPERM stands in for a container), an ordinary user there. `inmate.py` is the submission.
"""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.support.systems import need_posix

need_posix()

from tests.sandbox.walls.login import NOBODYS, OTHERS, OWN
from tests.sandbox.walls.situations import BECOMING, DRIVER, KEEPS_IN, ORDINARY, ROOT, SITUATIONS, play

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's")
ALL = pytest.mark.parametrize("situation", SITUATIONS)


def those(*words):
    chosen = [name for name, (_, _, tier) in SITUATIONS.items() if tier in words]
    return pytest.mark.parametrize("situation", chosen)


@cache
def shown(situation, what="prove"):
    """What the driver printed; a sentence says why this machine cannot show the situation."""
    return play(*SITUATIONS[situation], what)


@pytest.fixture
def all_of_it(situation):
    found = shown(situation)
    if isinstance(found, str):
        pytest.skip(found)
    return found


@pytest.fixture
def inmate(all_of_it):
    assert "secrets" in all_of_it["first"], all_of_it["first"]
    return all_of_it["first"]


@ALL
def test_the_tier_is_the_one_asked_for(all_of_it, situation):
    assert SITUATIONS[situation][2] == all_of_it["isolation"]


@ALL
def test_hidden_files_cannot_be_read_or_written(inmate, all_of_it):
    assert {"FileNotFoundError"} | {"PermissionError"} >= set(inmate["secrets"].values())
    assert [] == inmate["overwritten"]
    assert [] == all_of_it["changed"]
    assert [] == inmate["metadata"]


@those("namespaces")
def test_hidden_files_are_not_even_there(inmate):
    assert [] == inmate["seen"]


@ALL
def test_the_environment_is_a_fixed_list(inmate, all_of_it):
    assert {"PATH", "HOME", "LANG", "OMP_NUM_THREADS", "TMPDIR", "TEMP"} == set(inmate["environment"])
    assert {"PATH", "HOME", "LANG", "OMP_NUM_THREADS", "TMPDIR", "TEMP"} == set(all_of_it["loaded"]["environment"])
    assert "/usr/bin:/bin" == inmate["environment"]["PATH"]


@ALL
def test_no_secret_is_anywhere_in_memory(inmate, all_of_it, situation):
    assert [] == inmate["memory"]
    only_root_may_look = SITUATIONS[situation][0] != "0"
    assert (["nothing could be read"] if only_root_may_look else []) == all_of_it["loaded"]["memory"]
    assert "CANARY" not in " ".join(inmate["command line"])


@ALL
def test_what_a_worker_starts_cannot_read_the_workers_memory(all_of_it):
    """There is the key of its wire."""
    assert all_of_it["loaded"]["memory by a child"] in ("FileNotFoundError", "PermissionError")


@ALL
def test_neither_zygote_nor_keeper_nor_worker_may_be_looked_into(all_of_it):
    """By others of the same user; root and users of their own are kept apart by the kernel anyhow."""
    assert (False, []) == (all_of_it["loaded"]["readable"], all_of_it["readable"])


@ALL
def test_no_descriptor_is_open_but_the_workers_own(inmate, all_of_it):
    assert [0, 1, 2, 3] == all_of_it["loaded"]["descriptors"]
    # 3: the file it reads; 4: where its last words go; 500: what it tells of itself, which only sends
    assert [0, 1, 2, 3, 4, 500] == inmate["descriptors"]


@those("namespaces")
def test_no_other_process_is_in_sight(inmate):
    assert {inmate["me"]} == set(inmate["processes"])


LOGIN = os.getgroups() if os.geteuid() else [int(ORDINARY) + number for number in (OWN, *OTHERS)]
GROUPS = {NOBODYS, *map(str, LOGIN)}


@ALL
def test_the_worker_is_nobody(inmate, all_of_it, situation):
    for status in (inmate["status"], all_of_it["loaded"]["status"]):
        assert 1 == len({*status["Uid"]}) == len({*status["Gid"]})
        assert "0" not in status["Uid"] + status["Gid"]
        for name in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
            assert 0 == int(status[name][0], 16)
        assert ["1"] == status["NoNewPrivs"]
        assert ["2"] == status["Seccomp"]
        if SITUATIONS[situation][0] == ORDINARY:  # who came by a login, and only root can leave its groups
            assert {*status["Groups"]} <= GROUPS
        else:
            assert status["Gid"] == status["Uid"]
            assert [] == status["Groups"]
    assert inmate["setuid"] in ("PermissionError", "OSError")


@those("namespaces", "landlock-uid", "uid")
def test_no_right_can_be_gained(inmate):
    assert 0 == int(inmate["status"]["CapBnd"][0], 16)


@those("landlock-uid", "uid")
def test_each_worker_is_a_user_of_its_own(all_of_it):
    users = {all_of_it[name]["status"]["Uid"][0] for name in ("first", "second")}
    assert 2 == len(users)


@ALL
def test_no_network_of_any_family(inmate):
    assert [] == inmate["network"]


@ALL
def test_sockets_of_others_are_out_of_reach(inmate, situation):
    tier = SITUATIONS[situation][2]
    reached = {"path" if address[0] == "/" else "abstract" for address in inmate["sockets"]}

    # Not covered: without a root of its own, a socket in a folder that everybody may enter, and to which everybody
    # may connect; where there is no Landlock, or an old one, abstract sockets as well.
    by_path = {"path"} if KEEPS_IN else {"path", "abstract"}
    assert {"namespaces": set(), "landlock": set(), "landlock-uid": by_path, "uid": {"abstract"}}[tier] == reached


@ALL
def test_nothing_can_be_done_to_the_grader(inmate):
    assert [] == inmate["neighbours"]


@ALL
def test_dangerous_system_calls_are_refused(inmate):
    allowed = {name for name, error in inmate["calls"].items() if error not in (1, 38)}
    assert set() == allowed


@ALL
def test_only_the_scratch_can_be_written(inmate, situation):
    others = {place for place in inmate["places"] if not Path(place).name.startswith("grade")}

    # Not covered without Landlock: folders in which everybody may write; what was left there is removed.
    assert ({"/var/tmp"} if SITUATIONS[situation][2] == "uid" else set()) == others
    assert not Path("/var/tmp/written-by-a-submission").exists()


@those("namespaces")
def test_nothing_that_is_written_is_machine_code(inmate):
    """Not covered elsewhere: the scratch is a folder of the machine's."""
    assert [] == inmate["executable"]


@ALL
def test_no_file_lies_in_memory_alone(inmate):
    assert inmate["memory files"] is False


@ALL
def test_there_is_no_terminal_and_no_input(inmate, all_of_it):
    assert all_of_it["terminal"], "the grader has one"
    assert [] == all_of_it["at a terminal"]
    assert 0 == inmate["session"]["terminal"]
    assert (False, False, "") == (inmate["terminal"], inmate["typing"], inmate["input"])


@ALL
def test_each_has_a_session_of_its_own(inmate, all_of_it):
    """Without a terminal, which it does not get from whoever started it; and the kernel shares the processor between sessions,
    so that nobody is kept from it by as many as another one forks: neither who watches, nor who is watched."""
    assert [] == all_of_it["sharing"]
    assert inmate["me"] == inmate["session"]["leader"]


@those("namespaces", "landlock-uid", "uid")
def test_submissions_share_nothing(all_of_it):
    assert [] == all_of_it["second"]["left by others"]
    assert "traces" not in all_of_it
    assert [] == all_of_it["scratch left"]


@those("landlock")
def test_submissions_share_nothing_but_shared_memory(all_of_it):
    """Not covered: as the same user, what is in /dev/shm cannot be told from what other programs put there."""
    assert [] == [path for path in all_of_it["second"]["left by others"] if not path.startswith("/dev/shm/")]
    assert [] == [path for path in all_of_it.get("traces", []) if not path.startswith("/dev/shm/")]


@ALL
def test_a_crash_leaves_no_core_file(inmate):
    assert inmate["core"] in (0, 1), "of one byte: no core is as small, and a program that collects them is not started"


@those("namespaces")
def test_the_machine_has_no_name(inmate, all_of_it):
    assert inmate["host"] not in ("", all_of_it["host"])
    assert inmate["host"] == inmate["node"], "a module that was imported before the wall kept it"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can play these situations")
@pytest.mark.parametrize(
    ("user", "allowed", "refused", "tier"),
    [
        ("0", "yes", "nothing", "namespaces"),
        ("0", "no", "nothing", "landlock-uid"),
        ("0", "no", "landlock", "uid"),
        (ORDINARY, "yes", "landlock", "namespaces"),
        (ORDINARY, "no", "nothing", "landlock" if KEEPS_IN else "process"),
        (ORDINARY, "no", "landlock", "process"),
    ],
)
def test_the_strongest_tier_that_holds_is_taken(user, allowed, refused, tier):
    command = [sys.executable, BECOMING, user, allowed, DRIVER, "choose", refused]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)

    assert (f"{tier}\n", "") == (done.stdout, done.stderr)


@ALL
def test_no_scratch_stays(all_of_it):
    assert [] == all_of_it["scratch left"]


@ALL
def test_programs_find_the_usual_signals(inmate):
    assert inmate["signals"]
