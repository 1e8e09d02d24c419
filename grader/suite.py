"""What a suite is written with: ``from grader.suite import points, hint, needs``.

::

    @points(2)
    def test_one_call_adds_one(submission):
        "One call of increase() adds exactly one."          # the line that students see
        program = submission.load()
        program.increase()
        assert program.database_value == 1
"""

from grader.judge.vocabulary import award, explain, hint, needs, points
from grader.sandbox.claims import Crashed, Deadlocked, StudentError, TimedOut

__all__ = ["Crashed", "Deadlocked", "StudentError", "TimedOut", "award", "explain", "hint", "needs", "points"]
