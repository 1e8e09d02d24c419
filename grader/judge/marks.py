"""From a collected test function and its marks to a check, and to every mistake its author made."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import Mistake
from grader.judge.order import Cycle, arrange
from grader.judge.vocabulary import MISUSED
from grader.judge.written import Definition
from grader.report import Visibility

if TYPE_CHECKING:
    import pytest

MOST_POINTS = 1_000_000


@dataclass(frozen=True)
class Check:
    """One graded test function (or one set of its parameters), as its author wrote it."""

    id: str
    name: str
    """The function's name: what `needs` refers to, and what shares the points."""
    promise: str
    """What the check is about, in its author's words: the docstring's first paragraph."""
    variant: str
    """Its set of parameters, as pytest names it; empty where there are none."""
    points: Decimal
    bonus: bool
    visibility: Visibility
    needs: tuple[str, ...]
    hint: str | None
    explanation: str | None
    suite: Path
    """The suite's folder."""
    path: Path
    line: int

    @property
    def full_name(self) -> tuple[str, ...]:
        """With the classes that it stands in."""
        return tuple(self.id.partition("[")[0].split("::"))

    @property
    def title(self) -> str:
        """The line that students see."""
        return f"{self.promise} ({self.variant})" if self.variant else self.promise


def layers(check: Any) -> Iterator[Any]:
    """A function, and what it stands around."""
    while check is not None:
        yield check
        check = getattr(check, "__wrapped__", None)


def read(item: pytest.Function, suite: Path) -> tuple[Check, list[Mistake]]:
    """The check that an item is. Where a mark is mistaken a harmless value stands in."""
    reader = _Reader(item)
    points = reader.points()
    check = Check(
        id=item.nodeid.partition("::")[2],
        name=item.originalname,
        promise=_promise(item),
        variant=item.callspec.id if hasattr(item, "callspec") else "",
        points=points,
        bonus=reader.bonus(),
        visibility=reader.visibility(),
        needs=reader.needs(),
        hint=reader.hint(),
        explanation=reader.explanation(),
        suite=suite,
        path=item.path,
        line=reader.line,
    )
    reader.look_for_what_cannot_be_graded(points)
    return check, reader.mistakes


def mistakes_between(checks: Sequence[Check], defined: Sequence[Definition]) -> list[Mistake]:
    """What is wrong with checks taken together: twins, needs that name nothing, needs in a circle."""
    by_name = {check.name: check for check in checks}
    defined = [one for one in defined if one.name.startswith("test")]
    names = {one.name for one in defined} | by_name.keys()
    return [
        *_twins(checks, defined),
        *_unknown_needs(by_name.values(), names),
        *_circle(by_name),
    ]


def _twins(checks: Sequence[Check], defined: Sequence[Definition]) -> Iterator[Mistake]:
    """Of two in one place Python knows the later alone; and `needs` cannot tell apart what has one name."""
    written = [one for one in defined if not one.around.perhaps and not one.around.in_a_function]
    written = [one for one in written if one.graded or not one.around.names]  # not a property `tested`, and its setter
    functions = [one for one in written if one.path.name.startswith("test_") and not one.around.names]
    met: set[object] = set()
    for one in written:
        place = (one.path, one.full_name)
        if place in met:
            yield _twin(one)
        met.add(place)
    all_of_them: list[Check | Definition] = [*functions, *checks]
    inherited = {(one.path, one.full_name) for one in checks} - met
    for place, each in {(one.path, one.full_name): one for one in all_of_them}.items():
        if each.name in met:
            yield _twin(each, inherited=place in inherited)
        met.add(each.name)


def _twin(one: Check | Definition, *, inherited: bool = False) -> Mistake:
    message = f"another check is called {one.name} already"
    own = "give each check of a suite a name of its own"
    once = "write what classes inherit once, with @pytest.mark.parametrize for what they differ in"
    return Mistake(one.path, one.line, message, once if inherited else own)


def _unknown_needs(checks: Iterable[Check], names: set[str]) -> Iterator[Mistake]:
    for check in checks:
        for need in check.needs:
            if need not in names:
                yield Mistake(
                    check.path,
                    check.line,
                    f"{check.name} needs {need!r}, and no check is called so",
                    "see its spelling",
                )


def _circle(by_name: dict[str, Check]) -> Iterator[Mistake]:
    try:
        arrange(list(by_name), {name: check.needs for name, check in by_name.items()})
    except Cycle as cycle:
        check = by_name[cycle.names[0]]
        yield Mistake(
            check.path, check.line, f"checks need one another in a circle: {cycle}", "let one of them go first"
        )


def _promise(item: pytest.Function) -> str:
    """The first paragraph of the docstring; without one, the function's name in words."""
    paragraph = (inspect.getdoc(item.function) or "").split("\n\n")[0]
    words = item.originalname.removeprefix("test").replace("_", " ").strip() or item.originalname
    return " ".join(paragraph.split()) or words[0].upper() + words[1:]


def _line(item: pytest.Function) -> int:
    """Where a check stands in its file; where it comes from another one, its class."""
    nodes: list[Any] = [item, item.parent] if item.cls else [item]
    for node in nodes:
        path, line, _ = node.reportinfo()
        if line is not None and item.path == Path(path):
            return int(line) + 1
    return int(item.function.__code__.co_firstlineno)


class _Reader:
    """Reads one item's marks and notes what is wrong with them."""

    def __init__(self, item: pytest.Function) -> None:
        self._item = item
        self.line = _line(item)
        self.mistakes: list[Mistake] = []

    def points(self) -> Decimal:
        own = sum(mark.name == "points" for mark in self._item.own_markers)
        if own > 1:
            self._note("has points twice", "parameters share the points of their function: write @points once")
        mark = self._item.get_closest_marker("points")
        if mark is None:
            self._note("is worth nothing", "give it points: @points(2); for a note, @points(0)")
            return Decimal(0)
        value = mark.args[0] if mark.args else MISUSED
        if value is MISUSED:
            self._note("has @points without a number", "write @points(2)")
            return Decimal(0)
        return self._number(value)

    def _number(self, value: Any) -> Decimal:
        number = None
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            # Before it is written out: there are numbers that Python does not write.
            if isinstance(value, int) and value > MOST_POINTS:
                self._note("has more points than anybody can count", f"points are at most {MOST_POINTS:,}")
                return Decimal(0)
            number = Decimal(str(value))
        if number is None or not number.is_finite():
            self._note(f"has @points({value!r}), which is no number", "write a number, as in @points(2)")
        elif number < 0:
            self._note(f"has negative points, {value}", "points are 0 or more")
        elif number != round(number, 2):
            self._note(f"has points with more than two decimals, {value}", "round them to hundredths")
        else:
            return number
        return Decimal(0)

    def bonus(self) -> bool:
        mark = self._item.get_closest_marker("points")
        value = mark.kwargs.get("bonus", False) if mark else False
        if not isinstance(value, bool):
            self._note(f"has bonus={value!r}", "write bonus=True or leave it out")
        return value is True

    def visibility(self) -> Visibility:
        mark = self._item.get_closest_marker("points")
        value = mark.kwargs.get("visibility", "visible") if mark else "visible"
        try:
            return Visibility(value)
        except ValueError:
            self._note(f"has visibility {value!r}", f"there are: {', '.join(Visibility)}")
            return Visibility.HIDDEN

    def needs(self) -> tuple[str, ...]:
        names = [name for mark in reversed(list(self._item.iter_markers("needs"))) for name in mark.args]
        if MISUSED in names or not all(isinstance(name, str) for name in names):
            self._note("has @needs without a name", 'write @needs("test_…"), with the name as text')
            return ()
        return tuple(dict.fromkeys(names))

    def hint(self) -> str | None:
        return self._text("hint")

    def explanation(self) -> str | None:
        text = self._text("explain")
        if text is not None and self.visibility() is Visibility.VISIBLE:
            self._note(
                "explains its answer while students still look for it",
                'add visibility="after_due_date" to its @points',
            )
        return text

    def _text(self, word: str) -> str | None:
        mark = self._item.get_closest_marker(word)
        if mark is None:
            return None
        if not isinstance(mark.args[0], str) or mark.args[0] == MISUSED:
            self._note(f"has @{word} without a text", f'write @{word}("…")')
            return None
        return mark.args[0]

    def look_for_what_cannot_be_graded(self, points: Decimal) -> None:
        code = inspect.unwrap(self._item.function).__code__
        for typed in {"builtins.input", "sys.stdin"}.intersection(code.co_consts):
            self._note(
                f"puts something in the place of {typed}, which the program does not see",
                'what is typed is handed to a run: submission.run(stdin="Ada")',
            )
        if "readouterr" in code.co_names:
            self._note(
                "asks pytest what was printed, which hears nothing of the program",
                "what it printed is in submission.stdout, submission.stderr and the text of a run",
            )
        for name in {"caplog", "recwarn"} & set(self._item.fixturenames):
            self._note(
                f"asks for {name}, which hears nothing of the program", "what it warns and logs is in submission.stderr"
            )
        for name in self._not_there():
            self._note(f"asks for a fixture {name}, which is not there", self._instead(name))
        skipped = self._item.get_closest_marker("skip") if points else None
        if skipped is not None:
            why = skipped.kwargs.get("reason") or "".join(map(str, skipped.args[:1])) or "no reason is given"
            self._note(f"is skipped: {why}", "let it be judged, or be a note: @points(0)")
        if inspect.iscoroutinefunction(self._item.function):
            self._note("is an async function, which pytest does not run", "write a plain def")
        if self._item.get_closest_marker("xfail"):
            self._note("is marked xfail", "a check either holds or not; leave the mark out")

    def _not_there(self) -> list[str]:
        """The fixtures that it asks for, or one of those does, and that nobody has: it would fail in its set-up, whatever it judges."""
        fixtures = self._item._fixtureinfo
        given = getattr(self._item, "callspec", None)
        there = {*fixtures.name2fixturedefs, *(given.params if given else ()), "caplog", "request"}
        return [name for name in fixtures.names_closure if name not in there]

    def _instead(self, name: str) -> str:
        if name == "subtests":
            return "write @pytest.mark.parametrize: its parameters share the points"
        meant = get_close_matches(name, ["submission", "rng", "tmp_path", *vars(self._item.module)], n=1)
        return f"did you mean {meant[0]}?" if meant else "there are the suite's own, and pytest's without its plugins"

    def _note(self, message: str, hint: str) -> None:
        self.mistakes.append(Mistake(self._item.path, self.line, f"{self._item.originalname} {message}", hint))
