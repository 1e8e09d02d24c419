"""What Python says to a submission's text: asked as a worker asks, and told as a claim."""

from grader.sandbox import reading
from grader.worker.reading import refusal


def refused(submission):
    """The claim; None for a text that Python accepts."""
    cells = submission.cells.get(submission.module)
    pieces = [(piece.first, piece.count) for piece in cells.pieces] if cells else []
    told = refusal(submission.source, submission.module, pieces)
    return told and reading.refused(told, submission)
