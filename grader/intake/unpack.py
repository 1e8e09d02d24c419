"""A zip to files in memory: every name checked, every byte counted as it comes out, nothing written to disk.

What a header *says* about sizes is not believed. Links, special files, absolute and climbing paths, drive
letters, backslashes, twins and encryption refuse the whole zip with the member's name: a delivery of which a
part is strange is not graded in part.
"""

from __future__ import annotations

import io
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping

from grader.errors import DeliveryError
from grader.intake import bounds
from grader.intake.names import in_short, is_presentable

_CENTRAL_HEADER = b"PK\x01\x02"
_ENCRYPTED = 0x1 | 0x40
_SAYS_UTF_8 = 0x800
_DRIVE = re.compile(r"[A-Za-z]:")
_CHUNK = 64 * bounds.KIB


def unpack(data: bytes, label: str) -> Mapping[str, bytes]:
    """Take the files out of a zip, by relative POSIX name."""
    if not data:
        raise DeliveryError(f"{label} is empty: 0 bytes")
    # zipfile reads the whole directory at once: a million empty members would cost gigabytes
    if data.count(_CENTRAL_HEADER) > 10 * bounds.ZIP_MEMBERS:
        raise DeliveryError(f"{label} holds more than {bounds.ZIP_MEMBERS} files")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _contents(archive, label)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as refusal:
        raise DeliveryError(f"{label} is not a readable zip: {in_short(str(refusal))}") from None


def _contents(archive: zipfile.ZipFile, label: str) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > bounds.ZIP_MEMBERS:
        raise DeliveryError(f"{label} holds more than {bounds.ZIP_MEMBERS} files")
    for member in members:
        reason = objection(member)
        if reason:
            raise DeliveryError(
                f"{label}: {in_short(member.orig_filename)!r} {reason}",
                hint="Pack it again without that, or hand in the files themselves.",
            )
    files = [member for member in members if not member.filename.endswith("/")]
    _refuse_twins(files, label)
    contents: dict[str, bytes] = {}
    left = bounds.ZIP_CONTENT_BYTES
    for member in files:
        data = contents[name_of(member)] = _content(archive, member, left, label)
        left -= len(data)
    return contents


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, label: str) -> bytes:
    """Read one member, counting what really comes out."""
    parts = []
    with archive.open(member) as file:
        while part := file.read(_CHUNK):
            left -= len(part)
            if left < 0:
                most = bounds.in_words(bounds.ZIP_CONTENT_BYTES)
                raise DeliveryError(f"{label} unpacks to more than {most}")
            parts.append(part)
    return b"".join(parts)


def objection(member: zipfile.ZipInfo) -> str | None:
    """Say what is wrong with one member, if anything."""
    if member.flag_bits & _ENCRYPTED:
        return "is encrypted"
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "is a link"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is no ordinary file"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is compressed in a way that is not accepted (only deflate is)"
    return _name_objection(member.orig_filename) or _name_objection(name_of(member))


def name_of(member: zipfile.ZipInfo) -> str:
    """What a member is called. Macs and others write UTF-8 without saying so, which is then read in the letters of DOS."""
    name = _as_it_stands(member)
    if member.flag_bits & _SAYS_UTF_8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _as_it_stands(member: zipfile.ZipInfo) -> str:
    """On Windows the library turns backslashes round. And from 3.12 on it reads the Unicode name that some packers write beside."""
    stands = member.orig_filename.partition("\0")[0]
    return stands if stands.replace("\\", "/") == member.filename else member.filename


def _name_objection(name: str) -> str | None:
    if "\\" in name:
        return "has a backslash in its name"
    if not is_presentable(name):
        return "has control characters in its name"
    if name.startswith("/") or _DRIVE.match(name):
        return "has an absolute path"
    parts = name.removesuffix("/").split("/")
    if any(part in ("", ".", "..") for part in parts):
        return "has a path that leads elsewhere"
    longest = max(len(part.encode("utf-8", "surrogatepass")) for part in parts)
    if len(parts) > bounds.ZIP_DEPTH or len(name) > bounds.ZIP_NAME or longest > bounds.NAME_BYTES:
        return "has too long a path"
    return None


def _refuse_twins(files: list[zipfile.ZipInfo], label: str) -> None:
    """Refuse names that are one name on some disk, and files that another member needs as a folder."""
    seen: dict[str, str] = {}
    for member in files:
        name = name_of(member)
        key = _folded(name)
        if key in seen:
            raise DeliveryError(f"{label}: {in_short(name)!r} is there twice")
        seen[key] = name
    for key, name in seen.items():
        parts = key.split("/")
        for depth in range(1, len(parts)):
            if "/".join(parts[:depth]) in seen:
                raise DeliveryError(f"{label}: {in_short(name)!r} lies in a folder that is also a file")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
