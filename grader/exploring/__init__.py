"""Beside the story: one program explored or replayed on its own, outside of any suite."""

from grader.exploring.explore import explore
from grader.exploring.replay import replay

__all__ = ["explore", "replay"]
