"""What a worker can be asked to do. Each job takes plain data and answers with plain data."""

from __future__ import annotations

import ast
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from grader.interleave.ending import FoundEnding, Trouble
from grader.interleave.explore import draw, explore, replay
from grader.interleave.program import Budget, Calls, Scenario, Script, Search, Target
from grader.interleave.run.run_state import Spoilt
from grader.interleave.session import Session, Stuck
from grader.interleave.token import BadToken
from grader.interleave.trouble import trouble_of
from grader.worker import evidence, functions, handed, reading, scratch, simulated, values
from grader.worker.evidence import plain
from grader.worker.objects import VERBS, TooManyHandles
from grader.worker.place import Place, Request
from grader.worker.shared import Shared
from grader.worker.values import raised

if TYPE_CHECKING:
    from grader.worker.place import AnySession

ENDING_OUTPUT = 64 * 1024
Answer = dict[str, Any]


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
    place.session, place.shared = session, Shared(0, partial(_told_as, place), partial(_taken, place, session))
    return _answer(place, session, session.module)


def ask(place: Place, request: Request) -> Answer:
    """Do one thing (a verb) with the student's objects."""
    session = place.session
    if session is None:
        return {"fault": "nothing is loaded"}
    verb: str = request["verb"]
    shared = place.shared
    assert shared is not None

    def act() -> Any:
        function = VERBS[verb]
        shared.take(request["changed"])
        shared.forget(request["let_go"])
        place.objects.let_go(request["gone"])
        args = [_taken(place, session, arg) for arg in request["values"]]
        kwargs = {name: _taken(place, session, arg) for name, arg in request["named"].items()}
        shared.settle()
        if verb == "call":
            function, *args = args
        return session.call(function, tuple(args), kwargs)

    mark = shared.mark
    answer = _answer(place, session, act)
    try:
        if "value" in answer or "raised" in answer:
            answer["changed"] = shared.changes()
            # Who asks again has heard it: the numbers must be the same, and no more be looked at.
            answer["let_go"] = [] if "again" in request else shared.let_go()
            shared.forget(request.get("again", ()))
            if not isinstance(session, Session):
                shared.settle()  # its threads go on meanwhile; else there is time until the suite has let go of most
            return answer
    except (values.TooLarge, TooManyHandles) as large:
        answer["too_large"] = str(large)
    shared.go_back(mark)
    return answer


class _Unmade(Exception):
    """What a suite handed over cannot be made here, and why."""

    def __init__(self, why: BaseException) -> None:
        super().__init__()
        self.why = why


def _taken(place: Place, session: AnySession, arg: Any) -> Any:
    """What a suite handed over. What is neither plain nor held here is made where the program's own objects are."""
    remade = partial(_made, session, handed.remade)
    return values.decode(arg, place.objects.find, remade, place.shared, partial(_function, place, session))


def _told_as(place: Place, value: Any) -> Any:
    """What a value of the program's travels as."""
    keep = place.objects.keep
    special = lambda thing: place.functions.told(thing) or raised.told(thing, keep)  # noqa: E731
    return values.encode(value, keep, readers={}, shared=place.shared, special=special)


def _function(place: Place, session: AnySession, _: str, number: int | None, text: str, held: Any) -> Any:
    """One of the suite's."""
    parts = (session.builtins, text, _taken(place, session, held))
    return place.functions.keep(number, partial(_made, session, functions.remade, *parts))


def _made(session: AnySession, make: Callable[..., Any], *parts: Any) -> Any:
    try:
        return session.call(make, parts)
    except (Stuck, Spoilt):
        raise
    except BaseException as failed:
        raise _Unmade(failed) from failed


def _answer(place: Place, session: AnySession, act: Callable[[], Any]) -> Answer:
    """The value of `act`, or what the student's code did instead; with what was printed meanwhile."""
    answer: Answer = {}
    try:
        answer["value"] = _told_as(place, act())
    except Stuck as stuck:
        answer["stuck"] = plain(stuck.ending)
    except (values.TooLarge, TooManyHandles) as large:
        answer["too_large"] = str(large)
    except Spoilt:
        raise
    except _Unmade as unmade:
        told = _told(session, unmade.why)
        answer["unmade"] = f"{told.type}: {told.message}"
    except BaseException as error:
        trouble = _told(session, error)
        answer["raised"] = plain(trouble)
        with suppress(TooManyHandles):
            answer["error"] = raised.error(error, place.objects.keep, trouble.message)
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
