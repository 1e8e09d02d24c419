"""Our side of the wall: workers, and the submission as suites see it.

The door opens workers and imports little, since the sooner the other side starts, the sooner it is warm. What a suite
holds in its hands is `remote.RemoteSubmission`, and what comes of a run `run.Run`.
"""

from grader.sandbox.starting.workers import Workers, open_workers, open_workers_for_others

__all__ = ["Workers", "open_workers", "open_workers_for_others"]
