"""Small programs for the explorer's tests."""

from __future__ import annotations

import subprocess
import sys
import textwrap

from grader.interleave.ending import Ending, Exploration, Step
from grader.interleave.explore import explore, replay
from grader.interleave.program import Calls, Program, Scenario, Script, Search
from grader.interleave.timed import run_timed

LOST_UPDATE = """
from threading import Thread
import time

database_value = 0

def increase():
    global database_value
    local_copy = database_value
    local_copy += 1
    time.sleep(0.1)
    database_value = local_copy

if __name__ == "__main__":
    thread1 = Thread(target=increase)
    thread2 = Thread(target=increase)
    thread1.start()
    thread2.start()
    thread1.join()
    thread2.join()
    print("end value", database_value)
"""


def program(text: str, **more: object) -> Program:
    """A program of one file."""
    name = "program.py"
    return Program(folder="/nowhere", entry=name, sources={name: textwrap.dedent(text)}, **more)  # type: ignore[arg-type]


def timed(text: str, **more: object) -> Ending:
    """Its timed run."""
    return run_timed(program(text, **more))


def explored(text: str, target: Script | Calls | Scenario | None = None, search: Search | None = None) -> Exploration:
    """Its exploration."""
    return explore(program(text), target or Script(), search)


def story(one: Program) -> list[Step]:
    """What is told of the ways in which a program ends; of an only one, when somebody asks."""
    witnesses = [found.witness for found in explore(one, Script()).endings]
    told = [w.steps or replay(one, Script(), w.token, telling="some").witness.steps for w in witnesses]
    return [step for steps in told for step in steps]


def outputs(exploration: Exploration) -> set[str]:
    """What its endings printed."""
    return {found.ending.stdout for found in exploration.endings}


def in_life(text: str) -> str:
    """What the program prints when this interpreter runs it, or the last line of its error."""
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(text)], capture_output=True, text=True, timeout=60)
    return done.stdout or done.stderr.splitlines()[-1]
