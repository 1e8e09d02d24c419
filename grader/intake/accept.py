"""From a delivery to a submission: read, choose the entry, decode, convert; what cannot become one is named."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from grader.course.model import Exercise
from grader.errors import DeliveryError
from grader.intake import bounds
from grader.intake.beside import NOTHING, handed_out, left_out, with_room
from grader.intake.bundle import Bundle
from grader.intake.entry import called, choose_entry
from grader.intake.kept import LEFT_OUT
from grader.intake.module import Module, of_script
from grader.intake.names import PYTHON, fits_windows, in_short, is_notebook, module_name
from grader.intake.sources import Delivery, collect
from grader.intake.submission import Submission, digest
from grader.interleave.surroundings.hiding import hides, tops


def accept(delivery: Delivery, exercise: Exercise) -> Submission:
    """Turn what came in into a submission.

    Raises `UsageError` if nothing is there and `DeliveryError` for what cannot be graded. A text that Python
    refuses is still a submission: its checks fail with `problem`.
    """
    return submission_of(*_chosen(delivery, exercise), handed_out(exercise))


def accept_as_in_a_class(delivery: Delivery, exercise: Exercise) -> Submission | None:
    """The same as a batch judges it, a single file under the exercise's name; None where that makes no difference."""
    bundle, entry = _chosen(delivery, exercise)
    name = called(entry, exercise.entry)
    if len(bundle.files) != 1 or name == entry:
        return None
    alone = Bundle(bundle.label, {name: bundle.files[entry]}, name)
    return replace(submission_of(alone, name, handed_out(exercise)), entry=entry)


def _chosen(delivery: Delivery, exercise: Exercise) -> tuple[Bundle, str]:
    bundle = collect(delivery)
    entry = choose_entry(bundle, exercise.entry)
    if not (delivery.neighbours or delivery.imported):
        bundle = Bundle(bundle.label, {entry: bundle.files[entry]}, entry)
    return bundle, entry


def submission_of(bundle: Bundle, entry: str, outside: Bundle = NOTHING) -> Submission:
    """Make a submission of files in memory, of which `entry` is the answer; of what the exercise hands out (`outside`) it has what
    it did not bring. Pure."""
    module = _module(bundle.files[entry], entry)
    name = module_name(entry)
    beside, twins = _beside(bundle.files, entry, name)
    written = {other: made for other, made in module.beside.items() if other != name}
    mapped = {name: module, **written}
    files = {name: module.data, **beside, **{other: made.data for other, made in written.items()}}
    files = {**files, **with_room(outside.files, files)}
    _must_fit(files)
    remarks = (*bundle.notices, *twins, *_copies(bundle.files, entry), *module.notices, *_shadows(files, name))
    return Submission(
        entry=entry,
        module=name,
        files=files,
        source=module.text,
        digest=digest(bundle.files),
        problem=module.problem,
        notices=bounded((*remarks, *left_out(outside, files, remarks))),
        cells={file: made.cells for file, made in mapped.items() if made.cells is not None},
    )


def _module(data: bytes, entry: str) -> Module:
    limit = bounds.NOTEBOOK_BYTES if is_notebook(entry) else bounds.SOURCE_BYTES
    if len(data) > limit:
        raise DeliveryError(f"{entry} is larger than {bounds.in_words(limit)}, the most that can be graded")
    if not is_notebook(entry):
        return of_script(data, entry)
    from grader.intake.notebook import to_module  # a plain script never pays for it

    return to_module(data, entry)


def _beside(files: Mapping[str, bytes], entry: str, module: str) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Choose what lies beside the module: no second notebook, and nothing that has the module's own name."""
    beside = {}
    notices = []
    for name, data in files.items():
        if name == entry:
            continue
        if name == module or is_notebook(name):
            notices.append(f"{name}{LEFT_OUT}: {entry} is graded")
        else:
            beside[name] = data
    return beside, tuple(notices)


def _copies(files: Mapping[str, bytes], entry: str) -> Iterator[str]:
    """Remark on what browsers and systems call a second file of one name, where it is another text: it may be the newer one."""
    stem, dot, suffix = entry.rpartition(".")
    copy = re.compile(rf"{re.escape(stem)} ?\(\d+\){re.escape(dot + suffix)}")
    for name, data in files.items():
        if copy.fullmatch(name) and data != files[entry]:
            yield f"{entry} was judged, and {name} is not the same: whichever counts is to be called {entry}, and handed in without the other"


def _must_fit(files: Collection[str]) -> None:
    """What cannot lie beside the program is not left out: it may be what the program reads."""
    unfit = next((name for name in files if not fits_windows(name)), None) if sys.platform == "win32" else None
    if unfit is not None:
        raise DeliveryError(
            f"Windows cannot have a file that is called {in_short(unfit)!r}",
            hint="Judge it on another system, in WSL 2 for one; or hand it in under another name.",
        )


def _shadows(files: Collection[str], entry: str) -> tuple[str, ...]:
    """Remark on files and packages that hide one of Python's own modules from the program. The entry does so only where Python
    itself runs it: in a class it has another name."""
    return tuple(
        _remark(top, top in tops([entry]), f"{top}/__init__{PYTHON}" in files)
        for top in sorted(tops(files))
        if hides(top)
    )


def _remark(name: str, is_entry: bool, is_package: bool) -> str:
    what = "this folder" if is_package else "this file"
    finds = (
        f"wherever Python itself runs the program, `import {name}` may find" if is_entry else f"`import {name}` finds"
    )
    return (
        f"{name}{'/' if is_package else PYTHON} has the name of Python's own module {name}: {finds} {what} in that one's place. "
        "Call it something else"
    )


def bounded(notices: tuple[str, ...]) -> tuple[str, ...]:
    """Remarks on one submission, no more than anybody reads."""
    if len(notices) <= bounds.NOTICES:
        return notices
    return (*notices[: bounds.NOTICES], f"and {len(notices) - bounds.NOTICES} more remarks like these")
