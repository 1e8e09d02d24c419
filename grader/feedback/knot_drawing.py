"""Who waits for whom, as a picture: boxes for actors, arrows for waits. Pure geometry; a template sets it as SVG.

Each actor waits for at most one thing, so the graph is simple: at most one circle, and chains that lead into it. The
circle stands as a ring (two side by side), each chain outside of it, pointing inwards; without a circle the longest
chain is a row. What somebody waits for and nobody holds (an item, an event) is a box of its own. More than `MOST`
boxes make no picture that helps: then there is none, and the sentences say it all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin

from grader.feedback.knot import Stuck

MOST = 9
CHARACTER = 7.9
"""Width of a character of the drawing's type, in pixels."""
LINE = 18
LONGEST = 26
PADDING = 12
GAP = 190
"""Between two boxes side by side: room for what the arrow says."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """An actor, or what nobody has; its place is that of its centre."""

    name: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    thing: bool = False

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.x - self.width / 2

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y - self.height / 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """From who waits to whom it waits for, with what it says in the middle."""

    start: Point
    end: Point
    says: tuple[str, ...]
    middle: Point


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and arrows within a frame."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    left: float
    top: float
    width: float
    height: float


def drawing(stuck: Sequence[Stuck]) -> Drawing | None:
    """The picture; None where one would not help."""
    towards = {one.actor: one.on or _thing(one) for one in stuck}
    names = list(dict.fromkeys([*towards, *towards.values()]))
    if not 2 <= len(names) <= MOST or any(actor == other for actor, other in towards.items()):
        return None
    texts = {name: _texts(name, stuck) for name in names}
    places = _places(towards, texts)
    boxes = {name: _box(name, texts[name], places[name], thing=name not in _actors(stuck)) for name in names}
    arrows = tuple(_arrow(one, boxes[one.actor], boxes[towards[one.actor]], towards) for one in stuck)
    return _framed(tuple(boxes.values()), arrows)


def _thing(one: Stuck) -> str:
    """What is waited for, where that is nobody: "an item from jobs"."""
    return one.waits.removeprefix("waits for ").removeprefix("waits ")


def _actors(stuck: Sequence[Stuck]) -> set[str]:
    return {one.actor for one in stuck} | {one.on for one in stuck}


def _texts(name: str, stuck: Sequence[Stuck]) -> tuple[str, ...]:
    """What stands in a box below its name: the locks that the actor holds."""
    own = [one for one in stuck if one.actor == name]
    if own:
        return tuple(_short(f"holds {held}") for one in own for held in one.holds)
    found = [one for one in stuck if one.on == name and one.held is not None]
    words = [f"{'ended with' if one.ended else 'holds'} {one.held}" for one in found]
    return tuple(_short(text) for text in dict.fromkeys(words))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _size(name: str, lines: Sequence[str]) -> tuple[float, float]:
    longest = max(map(len, (_short(name), *lines)))
    return longest * CHARACTER + 2 * PADDING, (1 + len(lines)) * LINE + PADDING


def _box(name: str, lines: tuple[str, ...], place: Point, *, thing: bool) -> Box:
    width, height = _size(name, lines)
    return Box(_short(name), lines, *place, width, height, thing)


def _places(towards: Mapping[str, str], texts: Mapping[str, tuple[str, ...]]) -> dict[str, Point]:
    """A place for everybody; groups that do not wait for one another stand one below the other."""
    step = max(_size(name, lines)[0] for name, lines in texts.items()) + GAP
    places: dict[str, Point] = {}
    while rest := {actor: other for actor, other in towards.items() if actor not in places}:
        core = _ring(rest) or [_end_of(next(iter(rest)), rest)]
        across, down = _radius(len(core), step)
        below = max(y for _, y in places.values()) + 5 * LINE + down if places else 0.0
        for number, name in enumerate(core):
            angle = pi + number * 2 * pi / len(core)
            places[name] = across * cos(angle), below + down * sin(angle)
        _hang(core, towards, places, step)
    return places


def _radius(count: int, step: float) -> tuple[float, float]:
    """Half the width and half the height of a ring of so many boxes."""
    if count < 3:
        return (0.0 if count == 1 else step / 2), 0.0
    radius = step / 2 / sin(pi / count)
    return radius, radius * 0.65


def _ring(towards: Mapping[str, str]) -> list[str]:
    """The actors that wait for one another in a circle, in its order."""
    for first in towards:
        path, name = [first], towards[first]
        while name in towards and name not in path:
            path.append(name)
            name = towards[name]
        if name in path:
            return path[path.index(name) :]
    return []


def _end_of(name: str, towards: Mapping[str, str]) -> str:
    while name in towards:
        name = towards[name]
    return name


def _hang(core: Sequence[str], towards: Mapping[str, str], places: dict[str, Point], step: float) -> None:
    """Place whoever waits for somebody placed already, further out; several above one another."""
    waiting = list(core)
    while waiting:
        target = waiting.pop(0)
        hanging = [actor for actor, other in towards.items() if other == target and actor not in places]
        x, y = places[target]
        outwards = -1 if x <= 0 else 1
        for number, actor in enumerate(hanging):
            places[actor] = x + outwards * step, y + (number - (len(hanging) - 1) / 2) * 5 * LINE
        waiting += hanging


def _arrow(one: Stuck, start: Box, end: Box, towards: Mapping[str, str]) -> Arrow:
    """From edge to edge; the two arrows of a mutual wait run side by side."""
    mutual = towards.get(towards[one.actor]) == one.actor
    length = hypot(end.x - start.x, end.y - start.y) or 1
    aside = 14.0 if mutual else 0.0
    dx, dy = -(end.y - start.y) / length * aside, (end.x - start.x) / length * aside
    begin, stop = _edge(start, end, dx, dy), _edge(end, start, dx, dy)
    what = one.waits if one.held else "waits for its end" if one.on else "waits for"
    says = tuple(_short(text) for text in (what, one.place) if text)
    lift = (1.2 if mutual else 0.0) * LINE * (1 if dy > 0 else -1)
    middle = (begin[0] + stop[0]) / 2, (begin[1] + stop[1]) / 2 + (lift if abs(dy) > abs(dx) else 0)
    return Arrow(begin, stop, says, middle)


def _edge(box: Box, other: Box, dx: float, dy: float) -> Point:
    """Where a line between two boxes, moved aside, leaves the first."""
    angle = atan2(other.y - box.y, other.x - box.x)
    room_x = (box.width / 2) / abs(cos(angle)) if abs(cos(angle)) > 1e-9 else float("inf")
    room_y = (box.height / 2) / abs(sin(angle)) if abs(sin(angle)) > 1e-9 else float("inf")
    reach = min(room_x, room_y)
    return box.x + reach * cos(angle) + dx, box.y + reach * sin(angle) + dy


def _framed(boxes: tuple[Box, ...], arrows: tuple[Arrow, ...]) -> Drawing:
    xs, ys = zip(*_corners(boxes, arrows), strict=True)
    left, top = min(xs) - 4, min(ys) - 4
    return Drawing(boxes, arrows, left, top, max(xs) + 4 - left, max(ys) + 4 - top)


def _corners(boxes: tuple[Box, ...], arrows: tuple[Arrow, ...]) -> Iterator[Point]:
    for box in boxes:
        yield box.left, box.top
        yield box.left + box.width, box.top + box.height
    for arrow in arrows:
        half = max(map(len, arrow.says)) * CHARACTER / 2
        yield arrow.middle[0] - half, arrow.middle[1] - LINE * len(arrow.says)
        yield arrow.middle[0] + half, arrow.middle[1] + LINE * len(arrow.says)
