"""What a worker can be asked to do. Each job takes plain data and answers with plain data."""

from __future__ import annotations

import ast
import contextlib
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from grader.interleave.ending import FoundEnding, Trouble
from grader.interleave.explore import draw, explore, replay
from grader.interleave.instead import Instead
from grader.interleave.program import Budget, Calls, Program, Scenario, Script, Search, Target
from grader.interleave.run.run_state import Spoilt
from grader.interleave.session import Session, Stuck
from grader.interleave.surroundings.world import World
from grader.interleave.text.mentions import imports
from grader.interleave.token import BadToken
from grader.interleave.trouble import trouble_of
from grader.worker import evidence, reading, scratch, simulated, values
from grader.worker.changing import Watched
from grader.worker.evidence import plain
from grader.worker.handed import remade
from grader.worker.limits import Bounds
from grader.worker.objects import VERBS, Objects, TooManyHandles
from grader.worker.tamper.rules import MODULES

if TYPE_CHECKING:
    from grader.worker.plain import PlainSession

    AnySession = Session | PlainSession

ENDING_OUTPUT = 64 * 1024
MOST_PREPARED = 60_000
"""Characters of a program that is rewritten before anybody asks: some two thousand lines, a tenth of a second."""
MOST_SCENES = 16
"""Scenarios that it is rewritten with beforehand: what a mould has once made it keeps, and so do the workers within their memory."""
Answer = dict[str, Any]
Request = dict[str, Any]


@dataclass
class Place:
    """One worker's submission, and what is alive of it."""

    folder: Path
    work: str
    """The program's own folder. As text: the library that paths come from is not ours once the program has begun."""
    bounds: Bounds
    entry: str
    sources: dict[str, str]
    objects: Objects = field(default_factory=Objects)
    session: AnySession | None = None
    raised: BaseException | None = None
    """What the program raised last, for who leaves a `with` block with it."""
    real_threads: bool = False
    """Whether there is room for them."""
    world: World | None = None
    """The program, read and rewritten beforehand; for one use."""
    scenes: dict[tuple[str, str], World | None] = field(default_factory=dict)
    """The same beside scenarios of the suite's; None where that is left to the worker."""

    def prepare(self) -> None:
        """Read and rewrite the program; nothing of it runs. What fails here will fail again where it can be told. Not one
        that takes long, which a check that only reads need not wait for, nor one that may import what is to be noticed."""
        self.world = self._rewritten(None)

    def prepare_beside(self, told: Request) -> None:
        """The same beside the scenario that the next worker will be asked for, as others often were. Not one that imports
        more than is here, which whoever comes later would find."""
        scenario = None if told["beside"] is None else Scenario(**told["beside"])
        if scenario is None or self.world is None or scenario.text in self.scenes or len(self.scenes) == MOST_SCENES:
            return
        self.scenes[scenario.text] = None
        with contextlib.suppress(SyntaxError, ValueError, RecursionError):
            if all(name in sys.modules for name in imports(ast.walk(ast.parse(scenario.source)))):
                self.scenes[scenario.text] = self._rewritten(scenario)

    def _rewritten(self, scenario: Scenario | None) -> World | None:
        sources = [*self.sources.values(), *([scenario.source] if scenario is not None else [])]
        texts = [normalize("NFKC", text) for text in sources]  # as Python reads names
        if sum(map(len, texts)) > MOST_PREPARED or any(name in text for text in texts for name in MODULES):
            return None
        program = Program(
            folder=self.work,
            entry=self.entry,
            sources=self.sources,
            cpus=self.bounds.cpus,
        )
        try:
            world = World(program, scenario)
            world.for_good = True  # a worker has one program
        except Exception:
            return None
        return world

    def prepared(self, program: Program, target: Target | None = None) -> World | None:
        """What was prepared, if it is this program's."""
        scene = self.scenes.get(target.text) if isinstance(target, Scenario) else None
        world = scene or self.world
        self.world, self.scenes = None, {}
        return world if world is not None and world.becomes(program) else None

    def program(self, request: Request) -> Program:
        """The submission as the engine wants it, with what this request says about its surroundings."""
        return Program(
            folder=self.work,
            entry=self.entry,
            sources=self.sources,
            args=tuple(request["args"]),
            stdin=request["stdin"],
            start_method=request["start_method"],
            cpus=self.bounds.cpus,
            instead=Instead(**request["instead"]) if "instead" in request else None,
        )


def load(place: Place, request: Request) -> Answer:
    """Import the entry without running its main block; the module stays here."""
    program, limit = place.program(request), place.bounds.output_kb * 1024
    session: AnySession
    if request["simulated"]:
        world, seconds = place.prepared(program), place.bounds.time_s * simulated.SHARE
        session = Session(program, steps=request["steps"], seconds=seconds, output_limit=limit, world=world)
    else:
        from grader.worker.plain import PlainSession  # rarely needed

        session = PlainSession(program, output_limit=limit)
    place.session = session
    return _answer(place, session, session.module)


def ask(place: Place, request: Request) -> Answer:
    """Do one thing (a verb) with the student's objects."""
    session = place.session
    if session is None:
        return {"fault": "nothing is loaded"}
    verb: str = request["verb"]
    watched: list[Watched] = []
    if verb != "exit":
        place.raised = None

    def act() -> Any:
        function = VERBS[verb]
        args = [_taken(place, session, arg) for arg in request["values"]]
        kwargs = {name: _taken(place, session, arg) for name, arg in request["named"].items()}
        if verb == "exit" and args[1:] == [True]:
            args[1] = place.raised
        watched.append(Watched([*args, *kwargs.values()], place.objects.keep))
        if verb == "call":
            function, *args = args
        return session.call(function, tuple(args), kwargs)

    answer = _answer(place, session, act)
    if watched and ("value" in answer or "raised" in answer):
        answer |= _changed(watched[0])
    return answer


def _changed(watched: Watched) -> Answer:
    """What a call has changed of what it was handed."""
    try:
        told = watched.changed()
    except (values.TooLarge, TooManyHandles) as large:
        return {"too_large": str(large)}
    return {"changed": told} if told else {}


class _Unmade(Exception):
    """What a suite handed over cannot be made here, and why."""

    def __init__(self, why: BaseException) -> None:
        super().__init__()
        self.why = why


def _taken(place: Place, session: AnySession, arg: Any) -> Any:
    """What a suite handed over. What is neither plain nor held here is made where the program's own objects are."""
    return values.decode(arg, place.objects.find, lambda packed: _made(session, packed))


def _made(session: AnySession, packed: Any) -> Any:
    try:
        return session.call(remade, (packed,))
    except (Stuck, Spoilt):
        raise
    except BaseException as failed:
        raise _Unmade(failed) from failed


def _answer(place: Place, session: AnySession, act: Callable[[], Any]) -> Answer:
    """The value of `act`, or what the student's code did instead; with what was printed meanwhile."""
    answer: Answer = {}
    try:
        answer["value"] = values.encode(act(), place.objects.keep, readers=values.EXCEPTIONS)
    except Stuck as stuck:
        answer["stuck"] = plain(stuck.ending)
    except (values.TooLarge, TooManyHandles) as large:
        answer["too_large"] = str(large)
    except Spoilt:
        raise
    except _Unmade as unmade:
        told = _told(session, unmade.why)
        answer["unmade"] = f"{told.type}: {told.message}"
    except BaseException as raised:
        place.raised = raised
        answer["raised"] = plain(_told(session, raised))
    try:
        session.must_have_ended_inside()
    except Stuck as stuck:
        answer = {"stuck": plain(stuck.ending)}
    answer["stdout"], answer["stderr"] = session.take_output()
    answer["clock"] = session.virtual_time
    return answer


def _told(session: AnySession, raised: BaseException) -> Trouble:
    return trouble_of(raised) if isinstance(session, Session) else session.trouble_of(raised)


def read(place: Place, _: Request) -> Answer:
    """The syntax tree of the entry."""
    try:
        return {"tree": reading.tree(place.sources[place.entry])}
    except values.TooLarge as large:
        return {"too_large": str(large)}


def part(_: Place, request: Request) -> Answer:
    """The last answer: that nothing was said in this worker's name shows by it."""
    return {"parted": request["nonce"]}


def run(place: Place, request: Request) -> Answer:
    """The whole program as a script, on the clock that is asked for."""
    program, bounds = place.program(request), place.bounds
    timeout = request["timeout"]
    os.environ.update(request["env"])
    if request["clock"] == "virtual":
        account = simulated.run(
            program,
            bounds,
            steps=request["steps"],
            timeout=timeout,
            computing=request["computing"],
            world=None if request["env"] else place.prepared(program),
        )
    else:
        from grader.worker.really import run as really  # the zygote has it; a simulated run needs it not

        scaled = request["clock"] == "scaled"
        account = really.run(program, bounds, place.folder, timeout=timeout, scaled=scaled)
    return {"run": account, "files": _files(place, request)}


def _files(place: Place, request: Request) -> dict[str, Any]:
    """The files asked for by name, by value."""
    found = scratch.read(place.work, request["files"])
    return {name: values.encode(data) for name, data in found.items()}


def search(place: Place, request: Request) -> Answer:
    """Explore the orders in which the program's actors can move."""
    mistake = _no_expression(request["target"])
    if mistake:
        return {"mistake": mistake}
    program, search, began = place.program(request), _search(request["search"]), time.process_time()
    target = _target(request["target"])
    found = explore(program, target, search, world=place.prepared(program, target))
    endings = tuple(map(_bounded, found.endings))
    return {"exploration": plain(replace(found, endings=endings)), "seconds": time.process_time() - began}


def _no_expression(asked: dict[str, Any]) -> str:
    """What is wrong with what is to be evaluated, if anything is: that is no error of the program."""
    for text in (*asked.get("threads", ()), *asked["observe"]):
        try:
            ast.parse(text.strip(), mode="eval")
        except (SyntaxError, ValueError) as wrong:
            return f"{text!r} is no expression: {wrong.args[0]}"
    return ""


def lots(place: Place, request: Request) -> Answer:
    """Run a few orders that the other side chose."""
    program, search = place.program(request), _search(request["search"])
    asked = [(trial["seed"], _target(request["target"] | {"start": trial["start"]})) for trial in request["trials"]]
    target = _target(request["target"])
    found = draw(program, target, asked, search, world=place.prepared(program, target))
    return {"trials": plain(tuple(map(_bounded, found)))}


def again(place: Place, request: Request) -> Answer:
    """Run one schedule again, and tell as much of it as somebody wants to hear."""
    target, search = _target(request["target"]), _search(request["search"])
    program = place.program(request)
    try:
        world = place.prepared(program, target)
        found = replay(program, target, request["token"], search, telling=request["telling"], world=world)
    except BadToken as odd:
        return {"bad_token": str(odd)}
    return {"found": plain(_bounded(found))}


def _target(asked: dict[str, Any]) -> Target:
    observe = tuple(asked["observe"])
    start = tuple((name, values.decode(value)) for name, value in asked["start"])
    match asked["kind"]:
        case "calls":
            return Calls(tuple(asked["threads"]), observe, start)
        case "script":
            return Script(observe)
        case _:
            return Scenario(asked["name"], asked["source"], observe, asked["after_script"], start)


def _search(asked: dict[str, Any]) -> Search:
    budget = Budget(schedules=asked["schedules"], steps=asked["steps"], seconds=asked["seconds"])
    return Search(
        atomicity=asked["atomicity"],
        output_order=asked["output_order"],
        timeouts=asked["timeouts"],
        seed=asked["seed"],
        budget=budget,
    )


def _bounded(found: FoundEnding) -> FoundEnding:
    ending = found.ending
    stdout, stderr = (evidence.head_and_tail(text, ENDING_OUTPUT) for text in (ending.stdout, ending.stderr))
    said = ending.said if stdout == ending.stdout else ()
    return replace(found, ending=replace(ending, stdout=stdout, stderr=stderr, said=said))


JOBS: dict[str, Callable[[Place, Request], Answer]] = {
    "load": load,
    "ask": ask,
    "read": read,
    "part": part,
    "run": run,
    "explore": search,
    "draw": lots,
    "replay": again,
}
