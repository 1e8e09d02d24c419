"""The names of the platforms, and of the formats of `grade export`. Apart from all else, so that a help text costs nothing."""

from __future__ import annotations

TARGETS = ("gradescope", "prairielearn", "classroom50", "github", "coderunner", "xqueue", "autolab")
FORMATS = (
    "canvas", "moodle-worksheet", "moodle-grades", "moodle-feedback", "blackboard", "csv", "junit", "markdown",
)  # fmt: skip
