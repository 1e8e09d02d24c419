"""Honest programs with processes work behind every wall, under every start method; what cannot is said, not blamed."""

import sys
from functools import cache

import pytest

from tests.support.systems import need_posix

need_posix()

from tests.sandbox.walls.situations import SITUATIONS, play

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's"),
]
NO_SOCKETS = {"a pool of threads, files and a child": "2 6 6 0", "what forked processes share counts once": "6"}
PRINTED = {
    **NO_SOCKETS,
    "a pool": "[1, 2]",
    "a queue, a lock and a value": "[1, 1, 1]\n3",
    "shared memory": "7",
    "a manager": "{3: 9}",
}


SOMETIMES = ("user, namespaces", "root in a container, uid")


@cache
def played(situation):
    return play(*SITUATIONS[situation], "multiply")


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
@pytest.mark.parametrize(
    "situation", [pytest.param(name, marks=[pytest.mark.long] if name in SOMETIMES else []) for name in SITUATIONS]
)
def test_multiprocessing_works_behind_the_wall(situation, method):
    found = played(situation)
    if isinstance(found, str):
        pytest.skip(found)
    expected = dict(PRINTED)
    if SITUATIONS[situation][2] == "landlock":
        refused = "withheld: the program connects its processes by sockets (forkserver, Manager), which isolation"
        without_sockets = set(NO_SOCKETS) if method == "forkserver" else set(PRINTED) - {"a manager"}
        expected = {
            name: told if name in without_sockets else f"{refused} landlock refuses" for name, told in PRINTED.items()
        }

    assert expected == {name: found[f"{method}, {name}"] for name in PRINTED}
