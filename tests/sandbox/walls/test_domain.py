"""One stroke ends all that a worker has left, however fast it forks, and nothing beside: by the domain of its keeper
where it is the grader's own user, by its own user elsewhere, also when the keeper was killed."""

import os
import subprocess
import sys

import pytest

from tests.support.systems import need_posix

need_posix()

from tests.sandbox.walls.situations import KEEPS_IN, ORDINARY, ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's")
kept_in = pytest.mark.skipif(not KEEPS_IN, reason="this kernel has no Landlock that keeps signals in")
RELAY = f"""
import os, sys, time
sys.path.insert(0, {str(ROOT)!r})
from grader.worker import reaper
from grader.worker.systems import system
from grader.worker.walls import identity, shared
from grader.worker.walls.domain import Domain
from tests.sandbox.walls.login import become_ordinary

def relay():
    "Handed on from process to process, each in a session of its own: never where one looks for it."
    over = time.monotonic() + 25
    while time.monotonic() < over:
        if os.fork():
            os._exit(0)
        os.setsid()
    os._exit(0)

def left(*beside):
    "What is left of it, a while before it ends by itself."
    over = time.monotonic() + 8
    while set(reaper.descendants()) != set(beside) and time.monotonic() < over:
        os.waitpid(-1, os.WNOHANG)
    return set(reaper.descendants()) - set(beside)
"""
STROKE = f"""{RELAY}
if not os.getuid():
    become_ordinary({ORDINARY})

beside = os.fork()
if not beside:
    time.sleep(60)
keeper = os.fork()
if not keeper:
    system.adopt_orphans()
    domain = Domain()
    for _ in range(8):
        if not os.fork():
            relay()
    time.sleep(0.05)
    domain.end()
    print(len(left()), flush=True)
    os._exit(0)
os.waitpid(keeper, 0)
print(os.waitpid(beside, os.WNOHANG))
os.kill(beside, 9)
"""
BY_USER = f"""{RELAY}
system.adopt_orphans()
user = identity.user_of_its_own(os.getpid())
beside = os.fork()
if not beside:
    time.sleep(60)
for _ in range(8):
    if not os.fork():
        identity.become(user)
        relay()
time.sleep(0.05)
shared.end_all_of(user)
print(len(left(beside)))
print(os.waitpid(beside, os.WNOHANG))
os.kill(beside, 9)
"""
NO_DOMAIN = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from grader.worker.walls import domain, landlock
landlock.keep_signals_in = lambda: None
try:
    domain.Domain()
except domain.WallError as missing:
    print(missing)
"""
BEREFT = f"""
import os, signal, sys
sys.path.insert(0, {str(ROOT)!r})
from grader.worker import zygote

ended, numbers = [], []

class AWall:
    def bereft(self, keeper, place, others):
        ended.append((keeper, place, len(others)))
        os.kill(keeper, 0)  # still there

keepers = zygote.Keepers(None, None, AWall())
for ending in (lambda: os._exit(3), lambda: os.kill(os.getpid(), signal.SIGKILL)):
    numbers.append(os.fork())
    if not numbers[-1]:
        ending()
    keepers._places[numbers[-1]] = len(numbers)
for number in numbers:
    os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT)
stranger = os.fork()  # a child of a keeper that is no more; it was killed, too
if not stranger:
    os.kill(os.getpid(), signal.SIGKILL)
while keepers.reap():
    pass
print([(numbers.index(keeper), *others) for keeper, *others in ended])
"""


def played(text):
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=30, check=False)
    assert "" == done.stderr
    return done.stdout.splitlines()


@kept_in
@pytest.mark.slow
def test_one_stroke_ends_what_hands_itself_on_and_nothing_beside():
    assert ["0", "(0, 0)"] == played(STROKE)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a user of its own")
@pytest.mark.slow
def test_so_does_one_as_the_worker_s_own_user():
    assert ["0", "(0, 0)"] == played(BY_USER)


def test_what_a_killed_keeper_leaves_is_ended_before_its_number_is_free():
    """The user of a worker is made from that number. (In a process of its own: it waits for all of its children.)"""
    assert ["[(1, 2, 0)]"] == played(BEREFT)


def test_no_stroke_is_dealt_where_signals_are_not_kept_in():
    assert ["landlock: signals are not kept in"] == played(NO_DOMAIN)
