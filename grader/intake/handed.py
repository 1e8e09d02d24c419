"""What one author handed in, found among the deliveries of a class: who, what for, when, and which files.

A layout (`grader.intake.layouts`) finds them; nothing here knows of layouts, rosters or exercises' names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, replace
from datetime import datetime

from grader.errors import DeliveryError
from grader.intake import bounds
from grader.intake.bundle import Bundle, without_wrapping
from grader.intake.identity import Kind, Word, word
from grader.intake.kept import Kept, programs_first
from grader.intake.names import in_text, is_notebook, is_zip, outside_environments, presentable
from grader.intake.tree import Tree, is_litter


@dataclass(frozen=True, slots=True)
class Identity:
    """What a delivery says of its author; '' for what it does not say."""

    name: str = ""
    """As people write it: `Doe, Jane` or `Jane Doe`, or what a platform made of it."""
    login: str = ""
    email: str = ""
    student_number: str = ""
    platform_id: str = ""
    participant: str = ""
    code_host: str = ""
    """What each of these is: `grader.intake.identity.Kind`."""

    @property
    def words(self) -> tuple[Word, ...]:
        """The same, for looking somebody up."""
        return tuple(word(text, kind) for kind in Kind if (text := getattr(self, kind.name.lower())))


@dataclass(frozen=True, slots=True)
class Handed:
    """One author's delivery, not yet read."""

    label: str
    """Its own folder or file name, as it stands."""
    authors: tuple[str, ...]
    """Who it is, as far as the layout can tell without a roster; several for a team."""
    files: Mapping[str, str]
    """Name as handed in -> name in the tree."""
    identities: tuple[Identity, ...] = ()
    """One for each member of a team."""
    known: bool = False
    """Whether the layout states who the author is, rather than a name that somebody gave a file."""
    exercise: str = ""
    """What the layout calls the exercise, if it does."""
    submitted_at: datetime | None = None
    """When, as the platform says; without a zone where the platform leaves it out."""
    unread_time: str = ""
    """What stands where the platform says when, if nobody can read it."""
    marked_late: bool = False
    """The platform says that it is late, whatever the time."""
    attempt: int = 0
    """The platform's count of attempts, from 1; 0 where it has none."""
    notices: tuple[str, ...] = ()
    strange: str = ""
    """Why nothing can be made of it, if so."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """What an export back to the platform needs: ids, and names of folders to return feedback in."""


def in_words(handed: Handed) -> Handed:
    """The same, with nothing in it that is no text, but for the names by which its files are read."""
    return replace(
        handed,
        label=in_text(handed.label),
        authors=tuple(map(in_text, handed.authors)),
        identities=tuple(Identity(*map(in_text, astuple(one))) for one in handed.identities),
        exercise=in_text(handed.exercise),
        unread_time=in_text(handed.unread_time),
        notices=tuple(map(in_text, handed.notices)),
        strange=in_text(handed.strange),
        extra={key: in_text(value) for key, value in handed.extra.items()},
    )


def bundle_of(handed: Handed, tree: Tree) -> Bundle:
    """Read the files of one delivery, programs first, until the bounds are reached.

    A delivery that is nothing but a zip is what lies in the zip. Raises DeliveryError for what cannot be read at all, and
    for what changed meanwhile: it may be a mix of two.
    """
    if handed.strange:
        raise DeliveryError(handed.strange)
    bundle = _read(handed, tree)
    places = set(handed.files.values())
    if tree.changed(places, {folder for place in places if (folder := place.rpartition("/")[0])}):
        raise DeliveryError(f"{presentable(handed.label)} changed while it was read: the next run reads it anew")
    return bundle


def _read(handed: Handed, tree: Tree) -> Bundle:
    wanted = {name: place for name, place in handed.files.items() if not is_litter(name)} or dict(handed.files)
    if len(wanted) == 1:
        ((name, place),) = wanted.items()
        return _alone(name, place, handed, tree)
    kept = Kept()
    for name in sorted(wanted, key=programs_first):
        _keep(kept, name, wanted[name], tree)
    return without_wrapping(Bundle(presentable(handed.label), kept.files, None, (*handed.notices, *kept.notices)))


def _alone(name: str, place: str, handed: Handed, tree: Tree) -> Bundle:
    """A single file: an answer, or a zip of some."""
    most = bounds.ZIP_BYTES if is_zip(name) else bounds.NOTEBOOK_BYTES
    data = tree.read(place, most)
    if data is None:
        raise DeliveryError(f"{presentable(name)} is larger than {bounds.in_words(most)}, the most that can be graded")
    label = presentable(handed.label)
    if not is_zip(name):
        return Bundle(label, {name.rpartition("/")[2]: data}, None, handed.notices)
    from grader.intake.unpack import unpack

    kept = Kept()
    inside = unpack(data, presentable(name))
    for member in sorted(outside_environments(inside), key=programs_first):
        if not is_litter(member):
            kept.offer(member, inside[member])
    return without_wrapping(Bundle(label, kept.files, None, (*handed.notices, *kept.notices)))


def _keep(kept: Kept, name: str, place: str, tree: Tree) -> None:
    try:
        kept.offer(name, tree.read(place, bounds.NOTEBOOK_BYTES if is_notebook(name) else bounds.NEIGHBOUR_BYTES))
    except DeliveryError as refusal:
        kept.notices.append(f"{refusal.message}, and was left out")
