"""What the reporter of GitHub Classroom makes of a step's outputs.

Source: classroom-resources/autograding-grading-reporter, src/notify-classroom.js and console-results.js. It shares no
code with what writes the outputs.
"""


def notice(outputs):
    """Total and maximum, as GitHub Classroom is told; None where it is told nothing."""
    worth_something = [one for one in _runners(outputs) if one["max_score"]]
    most = sum(one["max_score"] for one in worth_something)
    return (sum(test["score"] for one in worth_something for test in one["tests"]), most) if most else None


def console(outputs):
    """The total of the table in the log: passed tests of all, times the maximum."""
    return sum(
        one["max_score"] * sum(test["status"] == "pass" for test in one["tests"]) / len(one["tests"])
        for one in _runners(outputs)
    )


def _runners(outputs):
    return [one for one in outputs.values() if isinstance(one, dict)]
