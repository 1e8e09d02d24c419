"""Clones of GitHub Classroom and Classroom 50: a repository for each student or team, called `ASSIGNMENT-NAME`.

The time is that of the last commit. It is read from the repository's objects alone: a repository's own settings can
make git run programs, and a student's clone is a student's. (Whoever commits can also say any time: where lateness must
be certain, compare with the times of the pushes, which only the platform knows.)
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path

from grader.intake.handed import Handed, Identity
from grader.intake.layouts import plain
from grader.intake.layouts.layout import Layout, grouped, is_passed_over, mostly
from grader.intake.tree import Tree, is_litter

_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_COMMITTER = re.compile(rb"^committer .*> (\d{1,12}) [+-]\d{4}$", re.MULTILINE)
_PATIENCE_S = 20


def recognise(tree: Tree) -> bool:
    """Whether nearly everything at the top, or in the one folder there, is a repository."""
    root = _root(tree)
    return mostly(_top(tree, root), lambda name: _is_clone(tree, root, name))


def holds(tree: Tree) -> bool:
    """Whether anything there is a repository."""
    root = _root(tree)
    return any(_is_clone(tree, root, name) for name in _top(tree, root))


def find(tree: Tree, slugs: Collection[str]) -> Sequence[Handed]:
    """One delivery for each repository."""
    return list(_found(tree, slugs))


def _root(tree: Tree) -> str:
    top = [name for name in grouped(tree) if not is_litter(name)]
    return top[0] if len(top) == 1 and f"{top[0]}/.git" not in tree.folders and top[0] in tree.folders else ""


def _top(tree: Tree, root: str) -> list[str]:
    return [name for name in grouped(tree, root) if not is_litter(name)]


def _is_clone(tree: Tree, root: str, name: str) -> bool:
    return (f"{root}/{name}/.git" if root else f"{name}/.git") in tree.folders


def _found(tree: Tree, slugs: Collection[str]) -> Iterator[Handed]:
    root = _root(tree)
    top = _top(tree, root)
    assignment = _assignment([name for name in top if _is_clone(tree, root, name)], slugs)
    for name, files in grouped(tree, root).items():
        if is_passed_over(name, files):
            continue
        if not _is_clone(tree, root, name):
            yield from plain.handed_as(name, files, slugs)
            continue
        place = tree.place(f"{root}/{name}" if root else name)
        yield _delivery(name, assignment, files, _committed_at(place) if place else None)


def _delivery(name: str, assignment: str, files: Mapping[str, str], when: datetime | None) -> Handed:
    login = name.removeprefix(f"{assignment}-") if assignment else name
    return Handed(
        label=name,
        authors=(login,),
        files=files,
        identities=(Identity(code_host=login),),
        known=True,
        exercise=assignment,
        submitted_at=when,
        extra={"repository": name, "login": login},
        strange="" if files else f"{name} is empty",
    )


def _assignment(names: Sequence[str], slugs: Collection[str]) -> str:
    """What all repositories are called after: an exercise's slug, else what their names have in common."""
    for slug in sorted(slugs, key=len, reverse=True):
        if names and all(name.startswith(f"{slug}-") for name in names):
            return slug
    if len(names) < 2:
        return ""
    words = zip(*(name.split("-") for name in names), strict=False)
    return "-".join(alike[0] for alike in takewhile(lambda column: len(set(column)) == 1, words))


def _committed_at(clone: Path) -> datetime | None:
    """When the commit was made that is checked out; None where that cannot be read."""
    commit = _head(clone / ".git")
    if commit is None:
        return None
    with tempfile.TemporaryDirectory(prefix="grade-git-") as empty:
        environment = {
            "GIT_DIR": f"{empty}/none.git",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": str((clone / ".git" / "objects").resolve()),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
        }
        try:
            subprocess.run(
                ["git", "init", "-q", "--bare"], env=environment, check=True, capture_output=True, timeout=_PATIENCE_S
            )
            done = subprocess.run(
                ["git", "cat-file", "commit", commit],
                env=environment,
                check=True,
                capture_output=True,
                timeout=_PATIENCE_S,
            )
        except (OSError, subprocess.SubprocessError):
            return None
    found = _COMMITTER.search(done.stdout)
    return datetime.fromtimestamp(int(found[1]), UTC) if found else None


def _head(git: Path) -> str | None:
    """The commit that HEAD names, by itself or through a branch."""
    head = _line(git / "HEAD")
    if head.startswith("ref: "):
        name = head.removeprefix("ref: ").strip()
        if not re.fullmatch(r"refs(/[\w.-]+)+", name) or ".." in name:
            return None
        head = _line(git / name) or _packed(git / "packed-refs", name)
    return head if _HASH.fullmatch(head) else None


def _line(path: Path) -> str:
    try:
        return "" if path.is_symlink() else path.read_text(encoding="utf-8", errors="replace")[:1000].strip()
    except OSError:
        return ""


def _packed(path: Path, name: str) -> str:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return next((line.split(" ")[0] for line in lines if line.endswith(f" {name}")), "")


CLONES = Layout("clones", recognise, holds, find, "add-lock-jdoe/.git")
