"""`grade lms run`: judge one submission where a platform put it, and answer in the platform's form, come what may.

::

    "did not finish"  ->  occasion  ->  may it be judged?  ->  so far, so far, so far  ->  result

The first thing written says that the grader did not finish; each check that ends replaces it by what is known so far.
So at every moment there is a valid result that says what is true, also for whoever is killed without warning. What
comes over us (a signal, the time limit, an error of ours) is written down last, and never as a number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from grader.course import find, load
from grader.errors import CourseError, GraderError
from grader.feedback import audience
from grader.lms import marked as marking
from grader.lms.judged import judged, workers_within
from grader.lms.marked import Marked
from grader.lms.occasion import Occasion
from grader.lms.outlet import Outlet
from grader.lms.parcel import COURSE, Parcel
from grader.lms.places import Places
from grader.lms.platform import Platform
from grader.lms.stop import Stopped, stoppable
from grader.report import Report
from grader.score import Policy
from grader.score.attempts import Permission, permit

STARTED = "The grader was started and did not come to its end: it ran out of time or memory, or was stopped."
SO_FAR = "The grader did not come to its end: it ran out of time or memory, or was stopped."
ELSEWHERE = (
    "Instructors: students can read this log, so it does not say what happened. Where the course is whole, "
    "`grade check FILE --exercise {slug}` does; what this machine lacks, `grade doctor` says."
)


@dataclass(slots=True)
class Run:
    """One run."""

    platform: Platform
    parcel: Parcel
    folder: Path
    """The unpacked package."""
    places: Places
    outlet: Outlet
    say: Callable[[str], None]
    """Writes a line into the log. Who reads it there, the platform knows."""
    environ: Mapping[str, str] = field(default_factory=dict)
    isolation: str | None = None
    _occasion: Occasion = field(default_factory=Occasion)
    _report: Report | None = None

    def __call__(self) -> Marked:
        """Judge and answer; returns what was answered last. Only an answer that cannot be written raises."""
        try:
            with stoppable(self.parcel.time_limit_s):
                self._occasion = self.platform.occasion(self.places, self.environ)
                self._put(marking.failed(STARTED, self.parcel.most))
                marked = self._work()
        except KeyboardInterrupt as stop:
            marked = self._cut_short(str(stop) if isinstance(stop, Stopped) else "The grader was interrupted.")
        except GraderError as error:
            marked = self._cut_short(_told(error))
        except Exception as error:
            marked = self._cut_short(_owned_up(error))
        self._put(marked)
        self.outlet.close()
        self._explain(marked)
        return marked

    def _work(self) -> Marked:
        self._remark(*self._occasion.notes)
        course = load(find(self.folder, self.folder / COURSE))
        exercise = course.exercise(self.parcel.exercise)
        due = self._occasion.due or exercise.due
        self._occasion = replace(self._occasion, due=due, published=exercise.published)
        permission = permit(exercise.attempts, self._occasion.handed_in, self._occasion.earlier)
        if not permission.granted:
            return marking.refused(_refusal(permission), self.parcel.most)
        with self.places.doors_closed(self.folder), workers_within(self.isolation) as workers:
            found = judged(
                course, exercise, self.places.delivery, self._occasion, workers,
                now=datetime.now(UTC), watch=self._so_far,
            )  # fmt: skip
        self._report = found.report
        self._remark(*found.remarks)
        return marking.mark(
            found.report,
            self._occasion,
            Policy.of(course.late if self.platform.charges_lateness else None),
            now=datetime.now(UTC),
            syntax_only=found.syntax_only,
            max_points=self.parcel.most,
        )

    def _so_far(self, report: Report) -> None:
        self._report = report
        self._put(self._interrupted(SO_FAR))

    def _cut_short(self, reason: str) -> Marked:
        return self._interrupted(reason) if self._report else marking.failed(reason, self.parcel.most)

    def _interrupted(self, reason: str) -> Marked:
        assert self._report is not None
        return marking.interrupted(self._report, self._occasion, now=datetime.now(UTC), reason=reason)

    def _remark(self, *lines: str) -> None:
        """For the instructor: what the suite says of itself, the seed, a traceback. Never where students read."""
        if not self.platform.students_read_log:
            for line in lines:
                self.say(line)

    def _explain(self, marked: Marked) -> None:
        """Say why there is no grade, to whoever reads the log."""
        if not marked.reason:
            return
        if not self.platform.students_read_log:
            self.say(marked.reason)
            return
        for words in marked.words:
            self.say(words)
        if marked.fault not in audience.TOLD and marked.fault != "attempts":
            self.say(ELSEWHERE.format(slug=self.parcel.exercise))

    def _put(self, marked: Marked) -> None:
        self.outlet.put(self.platform.files(marked, self._occasion, self.parcel))


def _refusal(permission: Permission) -> list[str]:
    words = ["This attempt was not judged, and does not count.", permission.reason]
    if permission.again is not None:
        words.append(f"The next one will be judged from {permission.again:%A, %d %B %Y, %H:%M:%S %Z} on.")
    return words


def _told(error: GraderError) -> str:
    if isinstance(error, CourseError):
        return "The course's files contradict themselves: " + "; ".join(map(str, error.mistakes))
    return error.reason


def _owned_up(error: Exception) -> str:
    """For the instructor, and so with the traceback: on a platform nobody can simply try again with -v."""
    import traceback

    return "The grader itself failed:\n" + "".join(traceback.format_exception(error)[-6:])
