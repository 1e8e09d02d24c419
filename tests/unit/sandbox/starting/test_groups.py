"""A process that leads a group is ended with all of it."""

import subprocess
import sys

from grader.sandbox.starting.groups import end_group
from tests.support.systems import needs

LEADER = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
child.wait()
"""


@needs("os.killpg")
def test_a_leader_is_ended_with_its_group_and_may_be_gone_already():
    leader = subprocess.Popen([sys.executable, "-c", LEADER], stdout=subprocess.PIPE, start_new_session=True)
    assert leader.stdout is not None
    assert int(leader.stdout.readline())

    end_group(leader.pid)
    # The child holds the other end of this pipe: it ends when both are gone.
    assert b"" == leader.stdout.read()
    leader.stdout.close()
    assert -9 == leader.wait()

    end_group(leader.pid)
