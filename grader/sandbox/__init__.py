"""Our side of the wall: workers, and the submission as suites see it."""

from grader.sandbox.remote import RemoteSubmission
from grader.sandbox.run import Run
from grader.sandbox.workers import Workers, open_workers, open_workers_for_others

__all__ = ["RemoteSubmission", "Run", "Workers", "open_workers", "open_workers_for_others"]
