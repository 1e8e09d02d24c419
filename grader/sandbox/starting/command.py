"""How the other side is started: its command line, and all that it is told of our environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from grader.worker import main as worker_main


def command(mode: str, *arguments: str, python: str = sys.executable) -> list[str]:
    """The command line of the other side. As `-I`, but that the environment is heard, which is `environment`; and from Python
    3.14 on no other process may have it run a script (PEP 768)."""
    options = ("-s", "-P", "-X", "utf8", "-X", "disable-remote-debug")
    return [python, *options, str(Path(worker_main.__file__)), mode, *arguments]


def environment() -> dict[str, str]:
    """All that the other side is told of our environment: where programs are found. Texts have the same hashes there every time,
    so that a program which goes through a set of them does the same again."""
    kept = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}
    return {"PATH": os.environ.get("PATH", os.defpath), "PYTHONHASHSEED": "0", **kept}
