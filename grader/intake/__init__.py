"""The door: what was handed in becomes a submission, or a named verdict."""

from grader.intake.accept import accept, accept_as_in_a_class
from grader.intake.decode import SourceProblem
from grader.intake.sources import Delivery
from grader.intake.submission import Submission

__all__ = ["Delivery", "SourceProblem", "Submission", "accept", "accept_as_in_a_class"]
