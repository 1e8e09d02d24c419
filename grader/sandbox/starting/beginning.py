"""A submission as a worker gets it: all that there is to say before anything is asked."""

from __future__ import annotations

import base64

from grader.course.model import Limits
from grader.intake import Submission
from grader.sandbox.starting.launch import Beginning


def beginning(submission: Submission, limits: Limits, *, stacks: int = 0) -> Beginning:
    """`stacks`: room for so many threads that run for real; 0 where none does."""
    pieces = submission.cells.get(submission.module)
    return {
        "entry": submission.module,
        "sources": submission.sources(),
        "pieces": [(piece.first, piece.count) for piece in pieces.pieces] if pieces else [],
        "files": {name: base64.b64encode(data).decode("ascii") for name, data in submission.files.items()},
        "bounds": {
            "time_s": limits.time_s,
            "memory_mb": limits.memory_mb,
            "actors": limits.actors,
            "output_kb": limits.output_kb,
            "cpus": limits.cpus,
        },
        "stacks": stacks,
    }
