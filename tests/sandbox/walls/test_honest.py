"""Honest programs with processes work behind every wall, under every start method; what cannot is said, not blamed."""

import sys

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


REFUSED = (
    "withheld: the program connects its processes by sockets (forkserver, Manager), which isolation landlock refuses"
)
METHODS = ("forkserver", "fork", "spawn")
USUALLY = {
    "root, namespaces": METHODS,
    "root in a container, landlock-uid": METHODS[:1],
    "user in a container, landlock": METHODS[:2],
}
"""Start methods by situation. What a wall may refuse are sockets: of those, `forkserver` needs most and `spawn` none."""


@pytest.mark.parametrize(
    ("situation", "methods"),
    [
        *USUALLY.items(),
        *(pytest.param(name, METHODS, marks=pytest.mark.long) for name in SITUATIONS if USUALLY.get(name) != METHODS),
    ],
)
def test_multiprocessing_works_behind_the_wall(situation, methods):
    found = play(*SITUATIONS[situation], "multiply", *methods)
    if isinstance(found, str):
        pytest.skip(found)
    expected = {}
    for method in methods:
        printed = (
            PRINTED if method == methods[0] else {name: PRINTED[name] for name in PRINTED.keys() - NO_SOCKETS.keys()}
        )
        by_sockets = set(printed) - set(NO_SOCKETS) if method == "forkserver" else {"a manager"}
        if SITUATIONS[situation][2] == "landlock":
            printed = printed | dict.fromkeys(by_sockets, REFUSED)
        expected |= {f"{method}, {name}": told for name, told in printed.items()}

    assert expected == found
