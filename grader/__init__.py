"""An automated grader for Python coursework that can grade concurrency."""

__version__ = "0.1.0"
