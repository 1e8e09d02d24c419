"""Gradescope, "Download Submissions": a folder for each submission, and a file that says whose they are.

::

    assignment_42_export/submission_metadata.yml
    assignment_42_export/submission_123456/add_lock.py

The metadata is YAML as Ruby writes it: keys are symbols (`:submitters:`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from grader.errors import DeliveryError, UsageError
from grader.intake.handed import Handed, Identity
from grader.intake.layouts import plain
from grader.intake.layouts.layout import Layout, grouped, is_passed_over
from grader.intake.tree import Tree

METADATA = "submission_metadata.yml"
_MOST = 64 << 20


def recognise(tree: Tree) -> bool:
    """Whether Gradescope's metadata lie at the top, or in the one folder there."""
    return _metadata(tree) is not None


def _metadata(tree: Tree) -> str | None:
    found = [name for name in tree.members if name.rpartition("/")[2] == METADATA and name.count("/") <= 1]
    return found[0] if len(found) == 1 else None


def find(tree: Tree, slugs: Collection[str]) -> Sequence[Handed]:
    """One delivery for each submission, of everyone who submitted it."""
    place = _metadata(tree)
    if place is None:
        raise UsageError(
            f"{tree.label} holds no {METADATA}", hint="Download the submissions from Gradescope once more."
        )
    told = {str(name): about for name, about in _read(tree, place).items() if isinstance(about, dict)}
    there = grouped(tree, place.rpartition("/")[0])
    folders = {name: files for name, files in there.items() if name != METADATA and not is_passed_over(name, files)}
    if folders and told.keys().isdisjoint(folders):
        raise UsageError(
            f"{place} speaks of nothing that lies beside it, so nobody knows whose it is",
            hint="Download the submissions once more, or say --layout plain to go by the names of folders.",
        )
    return list(_found(told, folders, slugs))


def _found(
    told: Mapping[str, Any], folders: Mapping[str, Mapping[str, str]], slugs: Collection[str]
) -> Iterator[Handed]:
    """What lies there, and what should."""
    for folder, files in folders.items():
        if folder in told:
            yield _delivery(folder, files, _without_colons(told[folder]))
        else:
            yield from plain.handed_as(folder, files, slugs)
    for folder in sorted(told.keys() - folders.keys()):
        missing = f"{folder} is in {METADATA}, and no folder of that name is there: was the download cut short?"
        yield replace(_delivery(folder, {}, _without_colons(told[folder])), strange=missing)


def _delivery(folder: str, files: Mapping[str, str], about: Mapping[str, Any]) -> Handed:
    people = [_identity(_without_colons(one)) for one in about.get("submitters") or () if isinstance(one, dict)]
    authors = tuple(one.email or one.student_number or one.name for one in people)
    earlier, said = about.get("history"), about.get("created_at")
    when = _moment(said)
    return Handed(
        label=folder,
        authors=tuple(filter(None, authors)) or (folder,),
        files=files,
        identities=tuple(people),
        known=any(authors),
        submitted_at=when,
        unread_time="" if when or said is None else str(said)[:40],
        attempt=len(earlier) + 1 if isinstance(earlier, list) else 0,
        extra={"submission": folder.removeprefix("submission_")},
        strange="" if files else f"{folder} is empty",
    )


def _identity(about: Mapping[str, Any]) -> Identity:
    return Identity(
        name=str(about.get("name") or ""),
        email=str(about.get("email") or ""),
        student_number=str(about.get("sid") or ""),
    )


def _without_colons(about: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key).removeprefix(":"): value for key, value in about.items()}


def _moment(value: object) -> datetime | None:
    """A time of the metadata; Gradescope's are in UTC unless they say otherwise."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.replace(" UTC", "+00:00").replace(" Z", "+00:00"))
        except ValueError:
            return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return None
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _read(tree: Tree, place: str) -> Mapping[str, Any]:
    import yaml

    class Plain(yaml.SafeLoader):  # type: ignore[misc]
        """Takes Ruby's own types for what they hold."""

    Plain.add_multi_constructor("!ruby/", lambda loader, _, node: _held(loader, node))
    try:
        data = tree.read(place, _MOST)
        told = yaml.load(data or b"", Loader=Plain)
    except DeliveryError as refusal:
        raise UsageError(refusal.message) from None
    except (yaml.YAMLError, ValueError, RecursionError) as odd:
        line = str(odd).strip().splitlines()[0] if str(odd).strip() else type(odd).__name__
        raise UsageError(f"{place} cannot be read: {line}") from None
    return told if isinstance(told, dict) else {}


def _held(loader: Any, node: Any) -> Any:
    import yaml

    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node)


GRADESCOPE = Layout("gradescope", recognise, recognise, find, f"assignment_42_export/{METADATA}")
