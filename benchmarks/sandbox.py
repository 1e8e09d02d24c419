"""What a wall costs: a worker of each tier beside a bare interpreter, and one question beside a bare round trip.

``python benchmarks/sandbox.py [ROUNDS]`` measures each tier in the situation that has it (as root it becomes an ordinary
user, and refuses itself namespaces, as the tests of the walls do), and writes the page of the documentation. What is
compared takes turns, round by round; the figure is the median of the rounds' ratios. On a machine with much to do:
``chrt -f 50 python benchmarks/sandbox.py``.
"""

from __future__ import annotations

import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from grader.course.model import Limits
from grader.errors import WorkerError
from grader.intake import Submission
from grader.sandbox import Workers, open_workers
from grader.sandbox.exchange import Exchange

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "benchmarks" / "sandbox.md"
EMPTY = Submission(entry="a.py", module="a.py", files={"a.py": b"x = 1"}, source="x = 1", digest="")
BETWEEN_S = 0.03
"""A check does something, too, before it wants the next worker."""
QUESTIONS = 500
SITUATIONS = {
    "namespaces, as root": ("0", "yes", "namespaces"),
    "namespaces, as a user": ("4242", "yes", "namespaces"),
    "landlock-uid": ("0", "no", "landlock-uid"),
    "landlock": ("4242", "no", "landlock"),
    "uid": ("0", "no", "uid"),
    "process": ("0", "yes", "process"),
}
"""User, whether namespaces are allowed, tier."""


def bare() -> float:
    """Seconds for an interpreter that does nothing."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-I", "-c", "pass"], check=True)
    return time.perf_counter() - began


def launched(workers: Workers) -> float:
    """Seconds until a worker has read a submission and is ready; one of which there is no mould yet."""
    text = f"x = {time.perf_counter_ns()}\n"
    another = replace(EMPTY, files={EMPTY.entry: text.encode()}, source=text)
    time.sleep(BETWEEN_S)
    began = time.perf_counter()
    exchange = Exchange(workers._launcher, another, Limits(), cpu_s=10, stacks=0)
    took = time.perf_counter() - began
    exchange.let_go()
    return took


def cold(tier: str) -> float:
    """Seconds from nothing to the first worker, and to its end."""
    began = time.perf_counter()
    with open_workers(tier) as workers:
        Exchange(workers._launcher, EMPTY, Limits(), cpu_s=10, stacks=0).let_go()
    return time.perf_counter() - began


def asked(workers: Workers) -> float:
    """Seconds for one question to a loaded submission."""
    with workers.sandbox(EMPTY, Limits()) as submission:
        program = submission.load()
        began = time.perf_counter()
        for _ in range(QUESTIONS):
            _ = program.x
        return (time.perf_counter() - began) / QUESTIONS


def echoed() -> float:
    """Seconds for a hundred bytes to another process and back."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        while text := theirs.recv(100):
            theirs.send(text)
        os._exit(0)
    theirs.close()
    began = time.perf_counter()
    for _ in range(QUESTIONS):
        ours.send(b"x" * 100)
        ours.recv(100)
    took = (time.perf_counter() - began) / QUESTIONS
    ours.close()
    os.waitpid(child, 0)
    return took


def ratio(ours: Callable[[], float], other: Callable[[], float], rounds: int) -> float:
    """Median of ours over the other."""
    ours()
    return statistics.median(ours() / other() for _ in range(rounds))


def measure(tier: str, rounds: str) -> None:
    """Print what one tier costs, here and as who we are."""
    number = int(rounds)
    try:
        with open_workers(tier) as workers:
            launched(workers)
            time.sleep(1)  # warming up goes on between requests
            warm = ratio(lambda: launched(workers), bare, number)
            question = ratio(lambda: asked(workers), echoed, max(3, number // 5))
            us = asked(workers) * 1e6
        print(json.dumps([warm, ratio(lambda: cold(tier), bare, max(3, number // 5)), question, us]))
    except WorkerError as missing:
        print(json.dumps(str(missing)))


def row(name: str, rounds: int) -> str:
    """One line of the table."""
    user, allowed, tier = SITUATIONS[name]
    words = ["become", user, allowed, "measure", tier] if os.geteuid() == 0 else ["measure", tier]
    command = [sys.executable, __file__, *words, str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    found = json.loads(done.stdout)
    if isinstance(found, str):
        return f"| {name} | not to be had here: {found.partition(' cannot be had here: ')[2]} | | |"
    warm, first, question, us = found
    return f"| {name} | {warm:.2f} | {first:.1f} | {question:.1f} ({us:.0f} µs) |"


def main(rounds: int = 30) -> None:
    """Print and write the table."""
    lines = [
        "# What a wall costs",
        "",
        f"Medians of {rounds} paired rounds, Python {platform.python_version()}; `python benchmarks/sandbox.py` writes this page. A",
        "launch ends when the worker has read the submission; the aim for it is at most 2.",
        "",
        "| tier | warm launch / bare `python -I -c pass` | cold start to first worker / bare | one question / bare round trip |",
        "|---|---|---|---|",
        *(row(name, rounds) for name in SITUATIONS),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["become"]:
        sys.path.insert(0, str(ROOT / "tests" / "sandbox" / "walls"))
        __import__("driver").become(*sys.argv[2:], program=__file__)
    elif sys.argv[1:2] == ["measure"]:
        measure(*sys.argv[2:])
    else:
        main(*map(int, sys.argv[1:]))
