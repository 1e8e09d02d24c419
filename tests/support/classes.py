"""Deliveries of a class on disk or in a zip."""

import zipfile
from textwrap import dedent


def on_disk(root, files):
    """A folder with these files; a text, bytes, or None for an empty folder."""
    root.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = root / name
        if content is None:
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
    return root


def zipped(path, files):
    """A zip with these files."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            if content is None:
                archive.writestr(f"{name}/", b"")
            else:
                archive.writestr(name, content if isinstance(content, bytes) else dedent(content))
    return path
