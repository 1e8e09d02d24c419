"""Run by the tests in a process of its own: judge the whole corpus, shuffled, honest and hostile together.

``play.py TIER SHARE SEED`` prints a JSON document. SHARE: one of so many deliveries of each kind is played, without the slow ones;
1: all.
"""

import json
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from random import Random

from grader import course as courses
from grader import intake, judge, score
from grader import report as reports
from grader.errors import DeliveryError, GraderError
from grader.feedback.audience import readable, student
from grader.feedback.html import Sheet, page
from grader.judge.job import Job
from grader.pipeline import unjudged
from grader.sandbox import open_workers
from grader.worker import reaper
from grader.worker.systems import system

sys.path.insert(0, str(Path(__file__).parent))
deliveries = __import__("deliveries")

CANARIES = {
    "suite": ("CANARY-2f86e90b7d134ac5", "CANARY-b1930e5f64c7d28a"),
    "solution": ("CANARY-7c41d0aa93e15b62",),
    "environment": ("CANARY-41c6ee90ab12d7f8",),
    "sibling": (deliveries.SIBLING,),
}
TRACES = (
    "/tmp/a-hostile-submission", "/tmp/a-hostile-submission-was-here", "/var/tmp/a-hostile-submission",
    "/dev/shm/a-hostile-submission", "/tmp/pickled", "/tmp/climbed.py",
)  # fmt: skip


def play(tier, share, seed):
    """Judge, and tell what became of everybody."""
    system.adopt_orphans()  # whatever escapes from all who look after it comes to us
    os.environ["SECRET_TOKEN"] = CANARIES["environment"][0]
    course = courses.load(deliveries.HOSTILE / "course" / "exercises")
    exercise = course.exercise("count")
    with tempfile.TemporaryDirectory() as folder, open_workers(tier) as workers:
        Path(folder).chmod(0o755)
        chosen = _chosen(deliveries.all_of_them(Path(folder)), int(share), Random(seed))
        setting = judge.Setting(course, exercise, isolation=lambda: workers.isolation)
        told = {one.name: _told(one, report, took) for one, report, took in _judged(chosen, setting, exercise, workers)}
        for one in chosen:
            if one.kind in ("leak", "network") and one.name in told:
                told[one.name]["loot"] = _loot(one, exercise, workers)
    document = {"isolation": tier, "seed": seed, "told": told, "left": _left(), "traces": _traces()}
    print(json.dumps(document))


def _chosen(everything, share, random):
    random.shuffle(everything)
    if share == 1:
        return everything
    kinds = {}
    for one in (one for one in everything if one.name not in deliveries.SLOW):
        kinds.setdefault(one.kind, []).append(one)
    fewer = {"reach": 5}  # each of these is tried by itself as well (`test_forgery.py`)
    chosen = [
        one for kind, group in kinds.items() for one in group[: max(1, len(group) // share // fewer.get(kind, 1))]
    ]
    random.shuffle(chosen)
    return chosen


def _judged(chosen, setting, exercise, workers):
    """(delivery, report, seconds) of each, one after another in one session, as a class is judged."""
    waiting, done, began = [], [], [time.monotonic()]

    def add(one, report):
        done.append((one, report, time.monotonic() - began.pop()))
        began.append(time.monotonic())

    def jobs():
        for one in chosen:
            try:
                delivery = intake.Delivery(one.path, neighbours=one.path.is_dir())
                submission = intake.accept(delivery, exercise)
            except DeliveryError as refused:
                add(one, unjudged(setting, delivery, str(refused), seed=7, fault="delivery"))
                continue
            waiting.append(one)
            yield Job(submission, partial(workers.sandbox, submission, exercise.limits), 7)

    judge.stream(setting, jobs(), lambda evidence: add(waiting.pop(0), score.report(evidence)))
    return done


def _told(one, report, took):
    """What is of interest about one report; and what a student sees of it, searched for what nobody may see."""
    seen = readable(report, student(due=None, now=datetime(2026, 1, 1, tzinfo=UTC)))
    sheets = page([Sheet(seen, {})], heading="count")
    text = reports.encode(seen).decode() + sheets
    return {
        "kind": one.kind,
        "honest": one.honest,
        "beyond": one.beyond,
        "outcome": report.outcome,
        "points": report.points,
        "max_points": report.max_points,
        "reason": report.reason,
        "review": list(report.review),
        "fault": report.fault,
        "checks": {check.id: [check.outcome.value, check.rationale] for check in report.checks},
        "leaks": [where for where, words in CANARIES.items() if any(word in text for word in words)],
        "page": [
            word for word in ("<script", "onerror=", "javascript:", "\x1b", "\u202e") if word in _unescaped(sheets)
        ],
        "seconds": round(took, 2),
    }


def _unescaped(sheets):
    """Tags and attributes of the page that were not there without the student: what is escaped is no tag."""

    class Parser(HTMLParser):
        found = ""

        def handle_starttag(self, tag, attributes):
            self.found += f"<{tag} " + " ".join(
                f"{name}={value}" for name, value in attributes if name not in ("title",)
            )

    parser = Parser()
    parser.feed(sheets)
    return parser.found + "".join(char for char in sheets if char in "\x1b\u202e")


def _loot(one, exercise, workers):
    """What a thief prints, searched for what it may not have."""
    submission = intake.accept(intake.Delivery(one.path), exercise)
    try:
        with workers.sandbox(submission, exercise.limits) as sandbox:
            run = sandbox.run(clock="real")
    except GraderError as error:
        return [str(error)[:300]]
    text = run.stdout + run.stderr
    lines = [line[:200] for line in text.splitlines() if line.startswith("LOOT connected") or "LOOT ('" in line[:8]]
    return [where for where, words in CANARIES.items() if any(word in text for word in words)] + lines


def _left():
    """Processes that a submission started and that are still there."""
    found = []
    for pid in reaper.living_descendants():
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        found.append(f"{pid}: {command[:100]}")
    return found


def _traces():
    found = [path for path in TRACES if os.path.lexists(path)]
    for path in found:
        Path(path).unlink()
    return found


if __name__ == "__main__":
    play(*sys.argv[1:])
