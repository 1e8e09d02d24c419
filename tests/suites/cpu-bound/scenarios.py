"""Scenarios of cpu-bound. They run beside the student's code, and so hold no secret."""


def two_limits(program):
    """Count for two limits, and note what had come back when the call returned."""
    program.found = list(program.count_all([10, 4]))


def no_limits(program):
    """Count for none."""
    program.found = program.count_all([])
