"""What is packed, and in which way: by how it begins, since names end in anything. What is a zip is told by its name, since
documents and drawings are zips as well."""

from __future__ import annotations

from grader.intake.names import is_zip

_BEGINNINGS = {
    b"Rar!\x1a\x07": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"\x1f\x8b": "gzip",
    b"\xfd7zXZ\x00": "xz",
    b"BZh": "bzip2",
    b"\x28\xb5\x2f\xfd": "Zstandard",
}
_TAR, _TAR_AT = b"ustar", 257


def kind_of_archive(name: str, data: bytes) -> str | None:
    """In the word that people know it by; None for what is none."""
    if is_zip(name):
        return "zip"
    if data[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        return "tar"
    return next((kind for beginning, kind in _BEGINNINGS.items() if data.startswith(beginning)), None)
