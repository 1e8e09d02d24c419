"""`grade batch`: a class at once. What was handed in goes in, grades, pages and a picture of the class come out."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli import conclude
from grader.cli.console import Console

if TYPE_CHECKING:
    from grader.batch.arrivals import Sorter
    from grader.batch.engine import Judges
    from grader.batch.order import Brief
    from grader.batch.publish import Published
    from grader.batch.reception import Due
    from grader.batch.run import Batch
    from grader.course import Course
    from grader.intake.handed import Handed
    from grader.intake.layouts import Layout
    from grader.intake.tree import Tree


_GO_ON = "Give the same command again to go on: what is judged is kept."


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    deliveries: Path
    out: Path
    here: Path
    exercises: Sequence[str] = ()
    course: Path | None = None
    layout: str | None = None
    roster: Path | None = None
    jobs: int = 0
    engine: str = "local"
    scheduler: str | None = None
    isolation: str | None = None
    regrade: bool = False
    withdraw: bool = False
    seed: int = 0
    gradebook: str | None = None
    json: bool = False
    verbose: bool = False


def batch(request: Request, console: Console) -> int:
    """Grade what was handed in."""
    from grader.batch.arrivals import Sorter
    from grader.batch.judges import judges
    from grader.batch.order import brief_of
    from grader.batch.places import open_folder
    from grader.cli.surroundings import cores, course_around
    from grader.intake import layouts, roster
    from grader.intake.tree import grow

    course = course_around(request.course, (), request.here)
    wanted = [course.exercise(slug) for slug in dict.fromkeys(request.exercises)] or list(course.exercises.values())
    briefs = {one.slug: brief_of(course.title, one) for one in wanted}
    whole = grow(request.here / request.deliveries, without=request.here / request.out)
    tree = whole if request.layout == layouts.PLAIN.name else layouts.unwrapped(whole)
    layout = layouts.recognised(tree, request.layout)
    people = roster.read(request.here / request.roster) if request.roster else None
    open_folder(request.here / request.out)
    # Before anything heavy is imported, and before there is any thread: judges are forked from what is here now.
    with judges(
        briefs,
        engine=request.engine,
        scheduler=request.scheduler,
        jobs=request.jobs or cores(),
        isolation=request.isolation,
    ) as bench:
        return _Work(request, console, course, Sorter(course, wanted, people)).run(tree, layout, briefs, bench)


@dataclass(slots=True)
class _Work:
    """One batch, told to the console."""

    request: Request
    console: Console
    course: Course
    sorter: Sorter

    def run(self, tree: Tree, layout: Layout, briefs: Mapping[str, Brief], bench: Judges) -> int:
        """Everything, from the tree of deliveries to the exit code."""
        from grader.batch.changed import by_another_suite, changed
        from grader.batch.key import Terms
        from grader.batch.publish import publish
        from grader.batch.run import Batch
        from grader.cli.progress import Progress
        from grader.cli.tally import changes, doubts
        from grader.gradebook import FILE
        from grader.gradebook.book import Gradebook

        out = self.request.here / self.request.out
        handed = list(layout.find(tree, list(self.course.exercises)))
        noun = "delivery" if len(handed) == 1 else "deliveries"
        self.console.say(f"{len(handed)} {noun} in {tree.label}, laid out as {layout.name}.")
        if not handed:
            self.console.say(f"Careful: {tree.label} holds nothing that anybody handed in. Is it the right folder?")
        if not self.request.withdraw:
            self.sorter.refuse_anothers(handed)
        self._caution(_perhaps_otherwise(tree, layout))
        self._caution(self.sorter.roster.doubt if self.sorter.roster else "")
        terms = Terms(briefs, bench.ground, self.request.seed)
        self._caution(bench.caution)
        self._caution(_perhaps_elsewhere(bench.ground.absent))
        with Gradebook(self.request.gradebook or out / FILE) as book, Progress(self.console) as progress:
            self._caution(_perhaps_renamed(self.course.title, book.courses()))
            done = Batch(self.course, book, terms, bench, progress, regrade=self.request.regrade)
            before = book.entries(self.course.title)
            with _stopping(done, self.console):
                done.judge(self._received(done, handed, tree, layout.name))
                done.settle()
                made = publish(out, self.course, book, now=done.now)
            stale = by_another_suite(book, made.entries, {slug: brief.suite for slug, brief in briefs.items()})
        code = self._conclude(done, made, out)
        for line in (*changes(changed(before, made.entries)), *doubts(self.course, made.entries, stale)):
            self.console.say(line)
        done.complain()  # when everything that was judged has been told
        return code

    def _caution(self, caution: str) -> None:
        if caution:
            self.console.say(f"Careful: {caution}.")

    def _received(self, done: Batch, handed: Sequence[Handed], tree: Tree, layout: str) -> Sequence[Due]:
        from grader.batch.reception import receive, take_back
        from grader.cli.tally import named

        sorter = replace(self.sorter, said=frozenset(one.exercise for one in handed if one.exercise))
        mine = [one for one in handed if sorter.is_wanted(one)]
        if len(mine) < len(handed):
            self.console.say(f"{len(handed) - len(mine)} of them are for other exercises and were left aside.")
        if self.request.withdraw:
            back = take_back(mine, tree, sorter, done.book, now=done.now)
            taken = dict.fromkeys(f"{one.author} {one.exercise}".strip() for one in back)
            self.console.say(
                f"Taken back, and counts for nobody until it is handed in again: {named(list(taken))}. Now give what does count."
                if taken
                else "None of this has been handed in here, or it was taken back before."
            )
            return ()
        received = receive(mine, tree, sorter, done.book, done.terms, layout=layout, now=done.now)
        if received.successors:
            told = [f"{before} is {' and '.join(now)}" for before, now in received.successors.items()]
            self.console.say(
                f"The roster says who these are now, and all that is kept of them went along: {named(told)}."
            )
        self._caution(_perhaps_anothers(received.disowned))
        if received.left:
            self.console.say(
                f"Not on this roster, and graded as before, since an earlier one has them: {named(list(received.left))}."
            )
        if received.gone:
            self.console.say(
                f"On no roster any more, and not waited for: {named(list(received.gone))}. What is kept of them stays."
            )
        self._caution(_perhaps_forgotten(received.strangers))
        return received.due

    def _conclude(self, done: Batch, made: Published, out: Path) -> int:
        from grader.cli.tally import cautions, document, is_unfinished, summary

        if self.request.json:
            self.console.document(document(self.course, made.entries, out))
        else:
            self.console.tell(summary(self.course, made.entries, self.request.out, made.missing))
        for caution in cautions(made.entries):
            self.console.say(caution)
        for place, error in made.failed.items():
            conclude.unexpected(self.console, error, what=str(out / place), verbose=self.request.verbose)
        if done.stopped:
            self.console.say(
                f"Interrupted. {_GO_ON}" if is_unfinished(made.entries) else "Interrupted, with everything judged."
            )
            return conclude.INTERRUPTED
        withheld = any(entry.withheld for entry in made.entries)
        return conclude.WITHHELD if withheld or made.failed else conclude.FULL


def _perhaps_otherwise(tree: Tree, layout: Layout) -> str:
    """Said where files are taken as they lie, by wish, and a platform's layout would tell whose they are."""
    from grader.intake import layouts

    likely = layouts.recognised(layouts.unwrapped(tree))
    if layout is not layouts.PLAIN or likely is layouts.PLAIN:
        return ""
    return (
        f"this looks like {likely.name}; as {layout.name}, authors are called what their files and folders are called"
    )


def _perhaps_elsewhere(absent: Sequence[str]) -> str:
    """Said where an exercise asks for interpreters that the judges have not got."""
    if not absent:
        return ""
    they = "it" if len(absent) == 1 else "them"
    return f"there is no Python {' and no Python '.join(absent)} to judge in: what [matrix] asks of {they} is left out"


def _perhaps_renamed(title: str, there: Sequence[str]) -> str:
    """Said by the first batch of a course into a gradebook that has others."""
    if title in there or not there:
        return ""
    return (
        f"this gradebook is of {' and of '.join(there)}, and {title} is new to it. If that is only a new title, change it back: "
        "grades by hand, comments and extensions stay with the old one"
    )


def _perhaps_anothers(disowned: Sequence[str]) -> str:
    """Said once, of what a roster takes from somebody."""
    from grader.cli.tally import named

    if not disowned:
        return ""
    return (
        f"by this roster a delivery is not theirs that an earlier one gave them, and it counts for them no longer: {named(list(disowned))}. "
        "If only teams have changed since, give the same command again with the roster of that time"
    )


def _perhaps_forgotten(strangers: Sequence[str]) -> str:
    """Said where there was a roster, there is none, and somebody is not on it."""
    from grader.cli.tally import named

    if not strangers:
        return ""
    return (
        f"no --roster is given, and the one that was given before has no {named(list(strangers))}. "
        "If they are on it, give it again: everybody is who they were then"
    )


_HANGUP = getattr(signal, "SIGHUP", None)
"""`nohup` has it ignored, on purpose."""
_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]


@contextmanager
def _stopping(done: Batch, console: Console) -> Iterator[None]:
    """Ctrl-C lets what is being judged finish, and so does whatever else ends commands (a service manager, a terminal that is
    closed); a second one ends everything at once, and a third this process where it stands: nothing that is kept is lost by that."""

    def pressed(number: int, _frame: object) -> None:
        if done.stopped:
            console.say(_GO_ON)
            signal.signal(number, signal.SIG_DFL)
            raise KeyboardInterrupt
        done.stopped = True
        console.say("Stopping: what is being judged now is finished first. Ctrl-C again ends it at once.")

    before = {number: signal.getsignal(number) for number in _ENDING}
    for number, handler in before.items():
        if number != _HANGUP or handler is not signal.SIG_IGN:
            signal.signal(number, pressed)
    try:
        yield
    finally:
        for number, handler in before.items():
            if signal.getsignal(number) is pressed:
                signal.signal(number, handler)
