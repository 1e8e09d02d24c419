"""Wrong answers that nobody had to write: derived from the right ones, one mistake each."""

from grader.authoring.mutants.derive import Mutant, derive

__all__ = ["Mutant", "derive"]
