"""The grader as a wheel, made of the very files that are running: a package installs what its author tried out.

No build tool is needed and nothing is fetched, neither from an index nor from a checkout. A wheel is a zip of the
package and of a folder of metadata with a list of digests (packaging.python.org, "Binary distribution format").
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.metadata import Distribution, distribution
from pathlib import Path

import grader
from grader.errors import GraderError
from grader.lms.packing.members import Member, as_zip

PROJECT = "coursework-grader"
_KEPT = ("METADATA", "entry_points.txt")
_WHEEL = "Wheel-Version: 1.0\nGenerator: grade\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def version() -> str:
    """The version that is running."""
    return distribution(PROJECT).version


def wheel(requires: Sequence[str] = ()) -> tuple[str, bytes]:
    """The name and the bytes of our own wheel. `requires`: what is to be installed wherever it is, besides what it needs itself: so each
    platform does that in its usual way, and pip fetches those wheels with ours."""
    installed = distribution(PROJECT)
    name = f"{PROJECT.replace('-', '_')}-{installed.version}"
    info = f"{name}.dist-info"
    files = {**_program(), **_metadata(installed, info, requires), f"{info}/WHEEL": _WHEEL.encode()}
    record = "".join(f"{path},sha256={_digest(data)},{len(data)}\n" for path, data in sorted(files.items()))
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    return f"{name}-py3-none-any.whl", as_zip({path: Member(data) for path, data in files.items()})


def _program() -> dict[str, bytes]:
    root = Path(grader.__file__).parent
    return {
        f"grader/{path.relative_to(root).as_posix()}": path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def _metadata(installed: Distribution, info: str, requires: Sequence[str]) -> dict[str, bytes]:
    found = {}
    for name in _KEPT:
        text = installed.read_text(name)
        if text is None:
            raise GraderError(f"this installation of the grader has no {name}", hint="Install it again with pip.")
        if name == "METADATA":
            head, gap, body = text.partition("\n\n")
            text = "".join([head.rstrip("\n"), *(f"\nRequires-Dist: {one}" for one in requires), gap or "\n", body])
        found[f"{info}/{name}"] = text.encode()
    return found


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
