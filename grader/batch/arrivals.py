"""From what was found in the deliveries to what can be judged: whose, for which exercise, with which entry.

What cannot be told (no author, no exercise, no entry, unreadable) stays in the list with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.course import Course, Exercise
from grader.errors import DeliveryError, UsageError
from grader.gradebook.renamed import Place
from grader.intake.bundle import Bundle
from grader.intake.entry import USUAL, called, choose_entry, spellings, without_a_program
from grader.intake.handed import Handed, bundle_of, in_words
from grader.intake.identity import letters
from grader.intake.names import in_text
from grader.intake.roster import Roster
from grader.intake.submission import digest
from grader.intake.tree import Tree
from grader.several import listed

UNCLEAR = "it is not clear which exercise it is for: "


@dataclass(frozen=True, slots=True)
class Arrival:
    """One delivery for one exercise."""

    handed: Handed
    authors: tuple[str, ...]
    known: bool
    exercise: Exercise | None
    bundle: Bundle
    entry: str = ""
    """Name of the file that is the answer; '' where there is none."""
    delivered_as: str = ""
    """What the author had called it, where it bears the exercise's name now."""
    came_as: str = ""
    """Its digest under that name: of the same delivery when nobody knew what it is for."""
    strange: str = ""
    """Why it cannot be judged, if so."""

    @property
    def digest(self) -> str:
        """Of the submission; '' where nothing could be read."""
        return digest(self.bundle.files) if self.bundle.files else ""


@dataclass(frozen=True, slots=True)
class Sorter:
    """Puts deliveries to authors and exercises."""

    course: Course
    wanted: Sequence[Exercise]
    roster: Roster | None = None
    said: frozenset[str] = frozenset()
    """What a platform calls the assignments that the deliveries are for."""
    left: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    """Whose deliveries are of which one author was on an earlier roster, and is on none now."""

    def arrivals(self, handed: Handed, tree: Tree) -> Iterator[Arrival]:
        """What one delivery is: one arrival for each exercise that it answers."""
        handed = in_words(handed)
        people = self.roster.authors_of(handed) if self.roster else ()
        authors = tuple(person.author for person in people) or handed.authors
        known = bool(people) or (handed.known and self.roster is None)
        try:
            bundle = bundle_of(handed, tree)
        except DeliveryError as refusal:
            bundle = Bundle(handed.label, {})
            yield self._as_before(Arrival(handed, authors, known, self._only(handed), bundle, strange=refusal.reason))
            return
        for exercise, part in self._parts(handed, bundle):
            yield self._with_entry(Arrival(handed, authors, known, exercise, part))

    def is_wanted(self, handed: Handed) -> bool:
        """Whether it is, or may be, for one of the exercises that are graded."""
        named = self._named(handed.exercise)
        return named is None or named in self.wanted

    def refuse_anothers(self, handed: Iterable[Handed]) -> None:
        """Raise UsageError where files are called as another exercise's are, most of them, and none as those of the only one that is
        graded: once noted, such deliveries count until they are taken back."""
        if len(self.wanted) != 1:
            return
        (wanted,) = self.wanted
        named = [set(one.files) for one in handed if self._named(one.exercise) is None]
        if any(not names.isdisjoint(spellings(wanted.entry)) for names in named):
            return
        for other in self.course.exercises.values():
            alike = sum(not names.isdisjoint(_own(other)) for names in named)
            if alike > max(1, len(named) / 2):
                raise UsageError(
                    f"these look like deliveries for {other.slug}: {alike} of {len(named)} hold {other.entry}, and none {wanted.entry}",
                    hint=f"Nothing was noted. Name the deliveries for {wanted.slug}, or --exercise {other.slug}; if students were told "
                    f'to call it so, say entry = "{other.entry}" in exercises/{wanted.slug}/exercise.toml.',
                )

    def _named(self, word: str) -> Exercise | None:
        """The exercise that a layout calls so: by its slug or its title."""
        if word in self.course.exercises:
            return self.course.exercises[word]
        alike = [one for one in self.course.exercises.values() if letters(one.title) == letters(word) != ""]
        alike += [one for one in self.course.exercises.values() if letters(one.slug) == letters(word) != ""]
        return alike[0] if alike else None

    def _only(self, handed: Handed) -> Exercise | None:
        """The one that it says, or the only one that is graded, where it does not say another."""
        says_another = len(self.said) > 1 and handed.exercise in self.said
        only = self.wanted[0] if len(self.wanted) == 1 and not says_another else None
        return self._named(handed.exercise) or only

    def _is_anothers(self, handed: Handed) -> bool:
        """Whether it is called as no exercise is, where others are called as one: then names are to be believed, and the names
        of files are not. Where none is, any name will do: most platforms do not know our slugs."""
        return handed.exercise in self.said and not self._named(handed.exercise) and any(map(self._named, self.said))

    def _parts(self, handed: Handed, bundle: Bundle) -> Iterator[tuple[Exercise | None, Bundle]]:
        """The exercises that files of a bundle are for, each with the files that are not another's."""
        only = self._only(handed)
        if only is not None:
            yield only, bundle
            return
        if self._is_anothers(handed):
            yield None, bundle
            return
        entries = {one.slug: set(spellings(one.entry)) & set(bundle.candidates) for one in self.wanted}
        answered = [one for one in self.wanted if entries[one.slug]]
        if not answered:
            yield None, bundle
        for exercise in answered:
            others = set().union(*(entries[one.slug] for one in answered if one != exercise)) - entries[exercise.slug]
            files = {name: data for name, data in bundle.files.items() if name not in others}
            yield exercise, replace(bundle, files=files)

    def _with_entry(self, arrival: Arrival) -> Arrival:
        exercise = arrival.exercise
        if exercise is None:
            return replace(arrival, strange=UNCLEAR + self._unclear(arrival))
        bundle, delivered_as = _called_as_expected(arrival.bundle, exercise.entry)
        came_as = arrival.digest if bundle is not arrival.bundle else ""
        arrival = self._as_before(replace(arrival, bundle=bundle, delivered_as=delivered_as, came_as=came_as))
        if self.roster and not arrival.known:
            return replace(arrival, strange=_unknown(arrival.handed, self.roster))
        try:
            arrival = replace(arrival, entry=choose_entry(bundle, exercise.entry))
        except DeliveryError as refusal:
            return replace(arrival, strange=refusal.reason)
        said = self._called_as_anothers(delivered_as or arrival.entry, exercise)
        return replace(arrival, bundle=replace(bundle, notices=(*bundle.notices, *said)))

    def _called_as_anothers(self, name: str, exercise: Exercise) -> Iterator[str]:
        """What its author should know: whoever gave it in at the wrong place reads of lost checks, and looks for mistakes in a right
        file."""
        others = [one for one in self.course.exercises.values() if name in _own(one)]
        if others and name not in spellings(exercise.entry):
            slugs = listed([one.slug for one in others], "or")
            yield f"{name} is what an answer to {slugs} is called, and it was judged as one to {exercise.slug}"

    def _as_before(self, arrival: Arrival) -> Arrival:
        """Whoever leaves a course takes no grade along: what nobody on the roster handed in is whose it was."""
        slug = arrival.exercise.slug if arrival.exercise else ""
        theirs = () if arrival.known else self.left.get((slug, arrival.handed.label, arrival.digest), ())
        return replace(arrival, authors=theirs, known=True) if theirs else arrival

    def _unclear(self, arrival: Arrival) -> str:
        if self._is_anothers(arrival.handed):
            return f"it was handed in for {arrival.handed.exercise}, which is the name of none of them"
        if not arrival.bundle.candidates:
            return without_a_program(arrival.bundle)
        return f"no file is called {', '.join(sorted({one.entry for one in self.wanted}))}"


def _own(exercise: Exercise) -> set[str]:
    """What its answer is called, but for what is handed in for any exercise."""
    return {*spellings(exercise.entry)} - {*USUAL}


def _unknown(handed: Handed, roster: Roster) -> str:
    """Why it is nobody's, and what to do."""
    who = handed.authors[0]
    if several := roster.could_be(handed):
        named = " or ".join(person.who for person in several)
        return f"{who} could be {named}: the roster needs what tells them apart there, or the delivery's name an id of the roster"
    return f"the roster does not say who {who} is: add them to it, and give the same command again"


def _called_as_expected(bundle: Bundle, expected: str) -> tuple[Bundle, str]:
    """A single file may be called after its author or its platform; equal answers shall be equal submissions."""
    if len(bundle.files) != 1 or not bundle.candidates:
        return bundle, ""
    (name,) = bundle.candidates
    return replace(bundle, files={called(name, expected): bundle.files[name]}), in_text(name)
