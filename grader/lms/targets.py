"""The names of the platforms. Apart from everything else, so that a help text costs nothing."""

from __future__ import annotations

TARGETS = ("gradescope", "prairielearn", "classroom50", "github", "coderunner", "xqueue", "autolab")
