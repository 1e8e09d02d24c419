"""gil-quiz: visible checks. They tell nothing of what is right."""

from grader.suite import hint, points

NAMES = ("PROCESSES", "THREADS", "SOONER", "GIL", "RACE_PRINTS", "NO_PAUSE_PRINTS", "MEMORY_PRINTS", "SECONDS")


@points(1)
def test_the_names_are_there(submission):
    """The file can be read, and has a name for each answer."""
    answers = submission.load()
    missing = [name for name in NAMES if not hasattr(answers, name)]

    assert not missing, f"missing: {', '.join(missing)}"


@points(1)
@hint("Replace each None. A guess that you can be wrong about teaches more than no answer.")
def test_every_question_is_answered(submission):
    """Every question is answered."""
    answers = submission.load()
    open_ = [name for name in NAMES if getattr(answers, name, None) is None]

    assert not open_, f"not answered yet: {', '.join(open_)}"
