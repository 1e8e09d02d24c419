"""`grade book`: look into a gradebook, and say a person's word over the machine's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli import bookfiles, conclude, whose
from grader.cli.console import Console
from grader.errors import UsageError
from grader.gradebook import FILE
from grader.report import CENT, written

if TYPE_CHECKING:
    from grader.course import Course
    from grader.gradebook.book import Gradebook
    from grader.gradebook.entries import Entry


@dataclass(frozen=True, slots=True)
class Where:
    """Which gradebook, and which course's files."""

    here: Path
    out: Path | None = None
    gradebook: str | None = None
    course: Path | None = None
    verbose: bool = False

    @property
    def folder(self) -> Path:
        """The output folder of the batch: the one named, else this one if a batch wrote here, else `grades`."""
        if self.out is not None:
            return self.here / self.out
        return self.here if (self.here / FILE).exists() else self.here / "grades"

    def open(self) -> Gradebook:
        """Open the gradebook; there must be one."""
        from grader.gradebook.book import Gradebook

        if self.gradebook:
            return Gradebook(self.gradebook, anew=False)
        path = self.folder / FILE
        if not path.exists():
            raise UsageError(f"there is no gradebook in {self.folder}", hint="Name the --out folder of `grade batch`.")
        return Gradebook(path, anew=False)

    def load_course(self) -> Course:
        """The files of the course: the one named, else that around the working folder or the output folder."""
        from grader.cli.surroundings import course_around

        return course_around(self.course, [str(self.folder)], self.here)

    def within(self, book: Gradebook, course: Course | None = None) -> Sequence[str]:
        """The courses of the gradebook that are meant: the one named, else all. `course`: where it is loaded already."""
        there = book.courses()
        if self.course is None:
            return there
        title = (course or self.load_course()).title
        if there and title not in there:
            raise UsageError(f"this gradebook has nothing of {title}", hint=f"It has: {', '.join(there)}.")
        return [title]

    def course_if_any(self) -> Course | None:
        """The same; None where none was named and there is none around."""
        try:
            return self.load_course()
        except UsageError:
            if self.course is not None:
                raise
            return None


MOST_POINTS = Decimal("21474836.47")
"""What a gradebook can hold in every database: hundredths, in 32 bits."""


def user() -> str:
    """Who sits at this machine, where the environment does not say; '' where the machine does not know."""
    import getpass

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # no module `pwd`, or nobody of that number in it
        return ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are meant; nothing said: all."""

    authors: Sequence[str] = ()
    exercises: Sequence[str] = ()
    only: Sequence[str] = ()

    def __call__(self, entry: Entry) -> bool:
        """Whether an entry is among them."""
        if self.authors and not any(whose.is_called(author, entry.author, entry.name) for author in self.authors):
            return False
        if self.exercises and entry.exercise not in self.exercises:
            return False
        return all(KINDS[kind](entry) for kind in self.only)


KINDS: dict[str, Callable[[Entry], bool]] = {
    "withheld": lambda entry: entry.withheld,
    "full": lambda entry: entry.points is not None and entry.points >= entry.max_points,
    "lost": lambda entry: entry.points is not None and entry.points < entry.max_points,
    "late": lambda entry: entry.days_late > 0,
    "override": lambda entry: entry.override is not None,
    "conflict": lambda entry: entry.override is not None and entry.override.conflict,
}


def show(where: Where, wanted: Filter, console: Console, *, json: bool) -> int:
    """List entries."""
    from grader.cli import bookpages

    with where.open() as book:
        within = where.within(book)
        every = [entry for course in within for entry in book.entries(course)]
        for author in wanted.authors:
            if not whose.ids(book, within, author):
                raise whose.nobody(author, every)
    for slug in wanted.exercises:
        if every and slug not in {entry.exercise for entry in every}:
            raise UsageError(f"nobody has handed anything in for {slug!r}", hint=f"There is: {whose.slugs(every)}.")
    found = [entry for entry in every if wanted(entry)]
    if json:
        console.document(bookpages.listing(found))
    else:
        console.tell(bookpages.table(found, console.style) if every else bookpages.NO_GRADES)
    return conclude.FULL


def history(where: Where, author: str, exercise: str, console: Console) -> int:
    """Everything that was ever said of one author's work on an exercise."""
    from grader.cli import bookpages
    from grader.gradebook import words

    with where.open() as book:
        entry = whose.entry_of(book, author, exercise, where.within(book))
        its = words.Whose(entry.course, entry.exercise, entry.author)
        with book.reading() as connection:
            said = [
                (word.at, word)
                for kind in (words.Overriding, words.Comment, words.Extension)
                for slug in ("", exercise)
                for word in words.all_of(connection, kind, entry.course).get((slug, entry.author), [])
            ]
        console.tell(bookpages.history(book.history(its), said))
    return conclude.FULL


def override(
    where: Where, author: str, exercise: str, points: str | None, console: Console, *, reason: str, by: str
) -> int:
    """Set a grade by hand, also of somebody on the roster who handed nothing in; None takes the last one back."""
    from grader.gradebook.words import Overriding

    with where.open() as book:
        course = where.course_if_any()
        within = where.within(book, course)
        one = whose.meant(book, author, exercise, within)
        value = None if points is None else _points(points)
        if value is None and not one.overridden:
            raise UsageError(f"the grade of {one.who} in {exercise} was not set by hand")
        if course:
            bookfiles.by_the_rules_of_now(book, course, console)
            # Again, else what the rules change would be a change since the word.
            one = whose.meant(book, author, exercise, within)
        word = Overriding(value, reason, by, datetime.now(UTC), one.machine_points, max_points=one.max_points)
        code = bookfiles.say(book, one.whose, word, where, course, console)
    if value is not None and value > one.max_points:
        console.say(f"Careful: {written(value)} is more than the {written(one.max_points)} that there are.")
    if value is not None and not reason:
        console.say(
            "Careful: no reason was given. Say it again with --reason TEXT: the author reads it, and so does whoever asks later."
        )
    back = "is what the machine says again" if one.handed_in else "is none again, since nothing was handed in"
    said = back if value is None else f"is {written(value)} / {written(one.max_points)} now, {one.against}"
    console.say(f"The grade of {one.who} in {exercise} {said}.")
    return code


def comment(where: Where, author: str, exercise: str, text: str | None, console: Console, *, by: str) -> int:
    """Say something that the author will read; None takes the last one back."""
    from grader.gradebook.words import Comment, Whose

    if text is not None and not text.strip():
        raise UsageError("there is nothing in the comment", hint="Say what the author is to read.")
    with where.open() as book:
        course = where.course_if_any()
        entry = whose.entry_of(book, author, exercise, where.within(book, course))
        if text is None and not entry.comments:
            raise UsageError(f"there is no comment for {entry.who} in {exercise}, so there is none to take back")
        its = Whose(entry.course, entry.exercise, entry.author)
        if course:
            bookfiles.by_the_rules_of_now(book, course, console)
        code = bookfiles.say(book, its, Comment(text or "", by, datetime.now(UTC)), where, course, console)
    if text is None:
        console.say(f"{entry.who} will no longer read {entry.comments[-1].text!r} on the page of {exercise}.")
    else:
        console.say(f"{entry.who} will read it on the page of {exercise}.")
    return code


def extend(where: Where, author: str, exercise: str, when: str | None, console: Console, *, by: str) -> int:
    """Give an author another due date; None takes it back."""
    from grader.cli.tally import named
    from grader.gradebook.words import Extension, Whose

    course = where.load_course()
    due = None if when is None else course.on_the_wall(moment(when))
    with where.open() as book:
        if exercise:
            course.exercise(exercise)  # says which there are
        known = whose.called(book, [course.title], author)
        if known is None:
            if team := whose.members(book, course.title, author):
                raise UsageError(
                    f"{author} is a team", hint=f"Everybody has a due date of their own: name {named(team)}."
                )
            names = book.authors(course.title)
            perhaps = whose.near(author, {*names, *names.values()} - {""})
            console.say(f"Careful: nobody in this gradebook is called {author} yet.{f' {perhaps}' if perhaps else ''}")
        author = known or author
        if due is None:
            _refuse_to_take_back_what_is_not_there(book, course.title, author, exercise)
        book.say(Whose(course.title, exercise, author), Extension(due, by, datetime.now(UTC)))
        called, mates = whose.who(book, course.title, author), whose.mates(book, course.title, author)
        code = bookfiles.publish(book, course, where, console, extended=author)
    until = "the course's own due date" if due is None else f"{due:%Y-%m-%d %H:%M %Z}".strip()
    console.say(f"For {called}, {exercise or 'everything'} is due at {until}.")
    asked = [course.exercises[exercise]] if exercise else course.exercises.values()
    later = [one.slug for one in asked if due and one.due and one.due.timestamp() > due.timestamp()]
    if later:
        console.say(f"What is due later for everybody stays so: {named(later)}.")
    if mates:
        console.say(f"For the others of the team it is due as before: {named(mates)}.")
    return code


def _refuse_to_take_back_what_is_not_there(book: Gradebook, course: str, author: str, exercise: str) -> None:
    from grader.gradebook.words import Extension, all_of, granted

    with book.reading() as connection:
        there = granted(author, all_of(connection, Extension, course))
    if exercise in there:
        return
    called = [f"for {slug}" if slug else "for everything" for slug in there]
    raise UsageError(
        f"{whose.who(book, course, author)} has no extension for {exercise or 'everything'}",
        hint=f"There is one {' and one '.join(called)}." if called else "So there is none to take back.",
    )


def regrade(where: Where, author: str, exercise: str, console: Console, *, isolation: str | None) -> int:
    """Make a stored grade again, for an appeal."""
    from grader.batch import appeal
    from grader.cli import bookpages

    with where.open() as book:
        told = appeal.case(book, whose.entry_of(book, author, exercise, where.within(book)))
    now = appeal.heard(told, isolation=isolation)
    for line in appeal.ground(told, now):
        console.say(f"Not as it was then: {line}.")
    found = appeal.differences(told.then, now)
    console.tell(bookpages.again(told.then, now, found) + bookpages.all_the_same(told.entry))
    if now.points is None:
        return conclude.WITHHELD
    return conclude.LOST if found else conclude.FULL


def forget(where: Where, author: str, console: Console, *, sure: bool) -> int:
    """Delete everything that is kept of a person."""
    from grader.batch.publish import remove

    with where.open() as book:
        id = whose.called(book, book.courses(), author)
        if id is None:
            if course := where.course_if_any():
                # Whoever was stopped in the middle has it in the files still.
                bookfiles.publish(book, course, where, console)
            raise UsageError(f"nothing is kept of {author}")
        mine = [title for title in book.courses() if whose.ids(book, [title], id)]
        names = {title: whose.who(book, title, id) for title in mine}
        if not sure:
            raise UsageError(
                f"everything that is kept of {names[mine[0]]} would be deleted, for good",
                hint="Say it again with --yes.",
            )
        course = where.load_course()  # a mistake in it is told before anything is gone
        for title in mine:
            remove(where.folder, book.entries(title), id)  # first: who is stopped here is found again
            count = book.forget(title, id)
            deliveries = f"{count} {'delivery' if count == 1 else 'deliveries'}"
            console.say(
                f"{title}: {deliveries} of {names[title]} deleted, with everything made of them and the roster's entry."
            )
        if not book.tidy():
            console.say(
                "Somebody else is reading the gradebook: what was deleted is gone from the log beside it when they have closed it."
            )
        code = bookfiles.publish(book, course, where, console)
    console.say("Take them out of the roster's file and of the deliveries, too: the next batch reads both.")
    return code


def _points(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not 0 <= value <= MOST_POINTS or value != value.quantize(CENT):
        raise UsageError(f"{text!r} is no number of points", hint="Write one like 7 or 7.25.")
    return value


def moment(text: str) -> datetime:
    """A date, with a time or at its end, with or without a zone of its own."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date", hint="Write one like 2026-11-05 or 2026-11-05T18:00.") from None
    return when.replace(hour=23, minute=59, second=59) if len(text) <= len("2026-11-05") else when
