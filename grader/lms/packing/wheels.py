"""The wheels of everything that the grader needs, for a machine without an index: pip fetches them, as pip would there."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from grader.errors import GraderError, UsageError

PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")
"""What the containers of the platforms can run: Linux with a C library of 2018 or later."""
PATIENCE_S = 600


def fetched(ourselves: str, wheel: bytes, python: str, environ: Mapping[str, str]) -> dict[str, bytes]:
    """The wheels that installing ours needs on that Python, by file name, without our own."""
    if not python.replace(".", "").isdecimal() or python.count(".") != 1:
        raise UsageError(f"{python!r} is no version of Python", hint="Write it like 3.12.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ourselves
        path.write_bytes(wheel)
        done = subprocess.run(
            _command(python, folder, str(path)), capture_output=True, text=True, timeout=PATIENCE_S, check=False,
            env={**environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if done.returncode:
            said = done.stderr.strip().splitlines()[-1:] or ["pip said nothing"]
            raise GraderError(
                f"pip could not fetch the wheels: {said[0]}", hint="Is there a way to an index from here?"
            )
        return {path.name: path.read_bytes() for path in Path(folder).iterdir() if path.name != ourselves}


def _command(python: str, folder: str, wheel: str) -> list[str]:
    platforms = [word for name in PLATFORMS for word in ("--platform", name)]
    return [
        sys.executable, "-m", "pip", "download", "--quiet", "--dest", folder, "--only-binary", ":all:",
        "--implementation", "cp", "--python-version", python, *platforms, wheel,
    ]  # fmt: skip
