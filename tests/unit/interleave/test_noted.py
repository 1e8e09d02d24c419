"""What the engine asks of its own functions is not asked again at every step: where reading is watched, each time costs."""

from __future__ import annotations

import subprocess
import sys

LOOP = """
import multiprocessing, time
def add(number, lock):
    for _ in range({times}):
        with lock:
            time.sleep(1)
            number.value += 1
if __name__ == "__main__":
    number, lock = multiprocessing.Value("i", 0, lock=False), multiprocessing.Lock()
    process = multiprocessing.Process(target=add, args=(number, lock))
    process.start()
    process.join()
"""
READING = f"""
import sys
from grader.interleave.explore import explore
from grader.interleave.program import Program, Script
from grader.interleave.surroundings.world import World
from grader.worker.tamper import audited

LOOP = {LOOP!r}

def hear(event, arguments):
    if event == "object.__getattr__" and arguments[1] in ("__globals__", "__builtins__"):
        read[times] += 1

def program(times):
    return Program(folder="", entry="loop.py", sources={{"loop.py": LOOP.format(times=times)}}, start_method="fork")

read = {{2: 0, 20: 0}}
worlds = {{times: World(program(times)) for times in read}}
audited.audit_parts()
sys.addaudithook(hear)
for times, world in worlds.items():
    assert explore(world.program, Script(), world=world).exhaustive
print(*read.values())
"""


def test_a_longer_loop_reads_no_more_of_what_functions_are_made_of():
    done = subprocess.run([sys.executable, "-c", READING], capture_output=True, text=True, timeout=60)

    seldom, often = map(int, done.stdout.split() or [0, 1])
    assert 0 < seldom == often, done.stderr
