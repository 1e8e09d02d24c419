"""The course: its exercises, limits and dates, read from TOML files (`docs/design/course-files.md`)."""

from grader.course.find import find
from grader.course.load import load
from grader.course.model import Course, Exercise, LatePolicy, Limits, Row

__all__ = ["Course", "Exercise", "LatePolicy", "Limits", "Row", "find", "load"]
