"""The corpus as deliveries on disk: what stands in `hostile/` as text, and what is better made than kept."""

import json
import os
import stat
import struct
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

sys.path.insert(0, str(Path(__file__).parents[1]))
reaching = __import__("reaching")

HOSTILE = Path(__file__).parents[1] / "hostile"
_SLOW = """
deaf_sleeper deep deep_folders endless_schedules endless_value files_of_the_grader flood flood_of_errors fork_bomb huge
man_in_the_middle memory_hog memory_of_many nb_large nb_wide read_the_wire recursion replace_stdout sleeper
slow_repr stdin_trap thread_bomb zip_bomb
"""
SLOW = frozenset(_SLOW.split())
"""What takes its time, since it fights with a limit in every check."""
SIBLING = "CANARY-e07b5a2c9914f3d6"
"""In the work of another author, and nowhere else."""


@dataclass(frozen=True)
class Named:
    """One delivery. `honest` ones must have full marks, the others must not; what is `beyond` the grader is honest, too, and
    withheld with that reason."""

    name: str
    kind: str
    path: Path
    honest: bool = False
    beyond: bool = False


def all_of_them(folder):
    """Every delivery, written below `folder`."""
    made = [
        *_honest(folder),
        *_attacks(folder),
        *_reaching(folder),
        *_shadows(folder),
        *_archives(folder),
        *_notebooks(folder),
        *_files(folder),
    ]
    (folder / "sibling").mkdir()
    (folder / "sibling" / "count.py").write_text(f"# {SIBLING}\n" + (HOSTILE / "racy.py").read_text())
    assert len({one.name for one in made}) == len(made)
    return made


def _place(folder, name, file="count.py"):
    place = folder / name
    place.mkdir()
    return place / file


def _honest(folder):
    for kind in ("honest", "beyond"):
        for path in sorted((HOSTILE / kind).glob("*.*")):
            target = _place(folder, path.stem, "count" + path.suffix)
            target.write_bytes(path.read_bytes())
            yield Named(path.stem, kind, target, honest=kind == "honest", beyond=kind == "beyond")


def attack(path):
    """The whole text of an attack."""
    text = path.read_text(encoding="utf-8")
    racy = (HOSTILE / "racy.py").read_text()
    return text if "\n# alone\n" in text else racy.replace("# HERE\n", text)


def _attacks(folder):
    for path in sorted((HOSTILE / "attacks").glob("*.*")):
        target = _place(folder, path.stem)
        target.write_text(attack(path), encoding="utf-8")
        yield Named(path.stem, path.read_text().partition(":")[0].strip("# "), target)


def _reaching(folder):
    """What `test_forgery.py` tries line by line, each in the middle of a program that is judged."""
    racy = (HOSTILE / "racy.py").read_text()
    lines = {f"reach_{name}": text for name, (text, _) in reaching.REACHING.items()}
    lines |= {f"ctypes_{name}": f"import ctypes\n{text}" for name, (text, _) in reaching.BY_CTYPES.items()}
    for name, text in lines.items():
        target = _place(folder, name.translate(str.maketrans(" ,.'/", "_____")))
        tried = f"def reach():\n{indent(text, '    ')}\n\n\ntry:\n    reach()\nexcept Exception:\n    pass\n"
        target.write_text(racy.replace("# HERE\n", tried), encoding="utf-8")
        yield Named(target.parent.name, "reach", target)


def _shadows(folder):
    """Files beside the program that bear the names of what a grader needs."""
    target = _place(folder, "files_of_a_test_run")
    target.write_text((HOSTILE / "racy.py").read_text())
    hook = "def pytest_runtest_makereport(item, call):\n    call.excinfo = None\n"
    files = {
        "conftest.py": hook, "pytest.ini": "[pytest]\naddopts = --collect-only\n", "sitecustomize.py": "raise SystemExit(0)",
        "usercustomize.py": "raise SystemExit(0)", "setup.cfg": "[tool:pytest]\naddopts = -k nothing\n",
        "json.py": "dumps = loads = lambda *_: '{}'", "ast.py": "parse = compile", "dataclasses.py": "fields = lambda _: ()",
        "grader.py": "points = 10", "test_count.py": "def test_it(): pass", "x.pth": "import os; os._exit(0)\n",
        "multiprocessing.py": "Process = None", "greenlet.py": "getcurrent = None", "msgspec.py": "convert = None",
    }  # fmt: skip
    for name, text in files.items():
        target.with_name(name).write_text(text)
    yield Named("files_of_a_test_run", "hijack", target.parent)


# --- archives --------------------------------------------------------------------------------------------


def _archives(folder):
    racy = (HOSTILE / "racy.py").read_text()
    members = {
        "zip_climbing": {"count.py": racy, "../../climbed.py": "x"},
        "zip_absolute": {"count.py": racy, "/tmp/a-hostile-submission": "x"},
        "zip_drive": {"count.py": racy, "C:evil.py": "x"},
        "zip_backslash": {"count.py": racy, "..\\evil.py": "x"},
        "zip_case_twins": {"count.py": racy, "COUNT.PY": racy},
        "zip_file_and_folder": {"count.py": racy, "a": "x", "a/b.py": "x"},
        "zip_control_characters": {"count.py": racy, "a\x1b[2Jb.py": "x"},
        "zip_many": {"count.py": racy, **{f"f{n}.py": "" for n in range(3_000)}},
        "zip_deep": {"count.py": racy, "/".join("d" * 40) + "/x.py": "x"},
        "zip_in_zip": {"inner.zip": b"PK\x05\x06" + bytes(18)},
    }
    for name, files in members.items():
        target = _place(folder, name, "count.zip")
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, text in files.items():
                archive.writestr(zipfile.ZipInfo(member), text)
        yield Named(name, "archive", target)
    yield from _made_by_hand(folder, racy)


def _made_by_hand(folder, racy):
    for name, mode in {"zip_link": stat.S_IFLNK, "zip_device": stat.S_IFCHR, "zip_pipe": stat.S_IFIFO}.items():
        target = _place(folder, name, "count.zip")
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr("helper.py", "x = 1")
            member = zipfile.ZipInfo("count.py")
            member.external_attr = (mode | 0o777) << 16
            archive.writestr(member, "/etc/passwd")
        yield Named(name, "archive", target)
    target = _place(folder, "zip_bomb", "count.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("count.py", racy)
        with archive.open("zeros.py", "w", force_zip64=True) as member:
            for _ in range(70):
                member.write(bytes(1 << 20))
    yield Named("zip_bomb", "archive", target)
    data = bytearray((folder / "zip_case_twins" / "count.zip").read_bytes())
    for name, change in {
        "zip_encrypted": lambda data: _flag(data, 1),
        "zip_cut_off": lambda data: data[: len(data) // 2],
        "zip_of_lies": lambda data: data.replace(struct.pack("<I", len(racy)), struct.pack("<I", 3)),
    }.items():
        target = _place(folder, name, "count.zip")
        target.write_bytes(change(bytearray(data)))
        yield Named(name, "archive", target)


def _flag(data, bits):
    """Set bits in the flags of every member, in its own header and in the directory."""
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= bits
            place = data.find(mark, place + 1)
    return data


# --- notebooks -------------------------------------------------------------------------------------------


def _notebooks(folder):
    racy = (HOSTILE / "racy.py").read_text()

    def of(*cells, **metadata):
        made = [
            {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": c} for c in cells
        ]
        return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": made}).encode()

    texts = {
        "nb_deep": b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "nb_wide": b'{"cells": [' + b"{}," * 300_000 + b"{}]}",
        "nb_large": b'{"cells": [], "x": "' + b"x" * (17 << 20) + b'"}',
        "nb_of_numbers": b'{"nbformat": 4, "cells": [' + b"9" * 200_000 + b"]}",
        "nb_of_wrong_types": b'{"nbformat": 4, "cells": [1, "x", null, {"cell_type": 5}, {"cell_type": "code", "source": 7}]}',
        "nb_not_a_notebook": b"<html><script>alert(1)</script></html>",
        "nb_cut_off": of(racy)[:-20],
        "nb_shell": of("%%bash\nrm -rf /", "!touch /tmp/a-hostile-submission", "%run /etc/passwd", racy),
        "nb_kernel": of(racy, kernelspec={"name": "../../evil", "language": "python", "display_name": "<script>"}),
        "nb_outputs": json.dumps({"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": racy, "outputs": [
            {"output_type": "display_data", "data": {"text/html": "<script>alert(1)</script>"}}]}]}).encode(),
        "nb_writes": of("%%writefile ../../evil.py\nx = 1", "%%writefile json.py\ndumps = None", racy),
        "nb_many_cells": of(*["x = 1"] * 6_000),
        "nb_open_bracket": of("x = (", "1)", racy),
    }  # fmt: skip
    for name, data in texts.items():
        target = _place(folder, name, "count.ipynb")
        target.write_bytes(data)
        yield Named(name, "notebook", target)


def _tries(depth):
    """A few hundred bytes that a compiler doubles with each level."""
    return "".join(f"{' ' * n}try: pass\n{' ' * n}finally:\n" for n in range(depth)) + " " * depth + "pass\n"


# --- files -----------------------------------------------------------------------------------------------


def _files(folder):
    racy = (HOSTILE / "racy.py").read_text()
    link = _place(folder, "link")
    link.symlink_to(HOSTILE / "course" / "solutions" / "count" / "reference" / "count.py")
    yield Named("link", "intake", link)
    yield Named("link_in_a_folder", "intake", link.parent)
    pipe = _place(folder, "pipe")
    os.mkfifo(pipe)
    yield Named("pipe", "intake", pipe)
    nothing = _place(folder, "folder_of_that_name")
    nothing.mkdir()
    yield Named("folder_of_that_name", "intake", nothing)
    for name, file, data in (
        ("empty", "count.py", b""),
        ("large", "count.py", b"x = 1\n" * 300_000),
        ("nested_comprehensions", "count.py", racy.encode() + b"[x" + b" for x in y" * 90_000 + b"]\n"),
        ("nested_finally", "count.py", racy.encode() + _tries(40).encode()),
        ("binary", "count.py", bytes(range(256)) * 10),
        ("nul", "count.py", racy.encode() + b"\n\0\n"),
        ("codec", "count.py", b"# coding: unicode_escape\n" + racy.encode()),
        ("codec_utf_7", "count.py", b"# coding: utf-7\n" + racy.encode()),
        ("codec_of_none", "count.py", b"# coding: rot13\n" + racy.encode()),
        ("bidi", "count.py", racy.encode() + "\n# \u202e } \u2066 if admin \u2069\n".encode()),
        ("formula_for_a_name", "=cmd|' C calc'!A0.py", racy.encode()),
        ("page_for_a_name", "<img src=x onerror=alert(1)>.py", racy.encode()),
        ("command_for_a_name", "\x1b[2J\u202ecount.py", racy.encode()),
        ("long_name", "x" * 200 + ".py", racy.encode()),
        ("option_for_a_name", "--help.py", racy.encode()),
    ):
        target = _place(folder, name, file)
        target.write_bytes(data)
        yield Named(name, "intake", target)
