"""The judge: pytest with our plugin, in our process, beside the sandbox. Importing it does not import pytest."""

from grader.judge.control import references
from grader.judge.job import Job, Sandbox
from grader.judge.run import Evidence, outline, run, stream
from grader.judge.setting import Setting

__all__ = ["Evidence", "Job", "Sandbox", "Setting", "outline", "references", "run", "stream"]
