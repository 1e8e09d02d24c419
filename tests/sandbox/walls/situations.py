"""The situations in which the walls are shown, each played by a process of its own (`becoming.py`, then `driver.py`)."""

import json
import os
import subprocess
import sys
from pathlib import Path

from grader.worker.walls import landlock

BECOMING = Path(__file__).parent / "becoming.py"
DRIVER = Path(__file__).parent / "driver.py"
ROOT = Path(__file__).parents[3]
ORDINARY = "4242"

SITUATIONS = {
    "root, namespaces": ("0", "yes", "namespaces"),
    "user, namespaces": (ORDINARY, "yes", "namespaces"),
    "root in a container, landlock-uid": ("0", "no", "landlock-uid"),
    "user in a container, landlock": (ORDINARY, "no", "landlock"),
    "root in a container, uid": ("0", "no", "uid"),
}
"""User, whether namespaces are allowed, tier."""
PATIENCE_S = 900
"""A watchdog. Greedy programs are ended by the processor time of one process, which on a busy machine comes slowly."""


def landlock_version():
    """What this kernel knows of Landlock; 0 for nothing."""
    try:
        return landlock.version()
    except OSError:
        return 0


KEEPS_IN = landlock_version() >= 6
"""Whether its Landlock keeps in signals, and connections to abstract sockets."""


def play(user, allowed, tier, what, *more):
    """What the driver printed; a sentence says why this machine cannot show the situation."""
    if os.geteuid() == 0:
        command = [BECOMING, user, allowed, DRIVER, what, tier, *more]
    elif user == ORDINARY and allowed == "yes":
        command = [DRIVER, what, tier, *more]
    else:
        return "only root can play this situation"
    done = subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=PATIENCE_S,
        check=False,
        start_new_session=True,  # for a terminal of its own
    )
    if "cannot be had here" in done.stderr:
        return "this machine has no such tier: " + done.stderr.strip().splitlines()[-1]
    assert 0 == done.returncode, done.stderr
    return json.loads(done.stdout)
