"""The files of packages that are no Python, as they go out; `@NAME@` in them is filled in."""

from __future__ import annotations

from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"


def template(name: str, **values: str) -> bytes:
    """Read a template and fill it in; a name that is left over is a mistake of ours."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    for key, value in values.items():
        assert f"@{key}@" in text, f"{name} has no @{key}@"
        text = text.replace(f"@{key}@", value)
    return text.encode()
