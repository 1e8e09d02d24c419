"""What the main actor does for each kind of target, and how observed values are looked at afterwards."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable
from types import CodeType, ModuleType
from typing import Any

from ..actor import Actor, current_actor
from ..ending import CALL
from ..instead import SCENARIOS
from ..models.threading import threads
from ..plainly import names_in
from ..program import Calls, Scenario, Script, Target
from ..run.scheduler import Run
from ..surroundings.world import World
from ..trouble import note_trouble


def work_of(world: World, target: Target) -> Callable[[Run], Any]:
    """The main actor's work."""
    if isinstance(target, Script):
        return lambda run: world.run_entry(run.processes[0], "__main__")
    if isinstance(target, Calls):
        return lambda run: _asking(run, lambda: _calls(world, run, target))
    return lambda run: _asking(run, lambda: _scenario(world, run, target))


def _asking(run: Run, work: Callable[[], None]) -> None:
    """Something is asked of the program: one that leaves before that is done has not just finished."""
    run.asked = True
    try:
        work()
    except SystemExit as leaving:
        note_trouble(current_actor(), leaving)
        raise
    run.asked = False


def load_entry(world: World, run: Run) -> ModuleType:
    """Import the entry under its own name, its main block asleep."""
    return world.run_entry(run.processes[0], world.stem)


def _calls(world: World, run: Run, target: Calls) -> None:
    """Each call on a thread of its own, all started together and waited for."""
    space = names_in(load_entry(world, run))
    space["__builtins__"] = world.everywhere.program  # our calls need them, whatever the program has put there
    space.update(copy.deepcopy(dict(target.start)))
    callers: dict[str, Callable[[], Any]] = {}  # one for those that do the same
    workers: list[threads.Thread] = []
    for text in target.threads:
        code, call = _expression(world, text)
        name = re.match(r"[\w.]*", text.strip())
        called = name.group().rpartition(".")[2] if name else ""
        label = f"Thread-{len(workers) + 1}" + (f" ({called})" if called else "")
        caller = callers.setdefault(text, _caller(code, call, space))
        thread = threads.Thread(target=caller, name=label)
        workers.append(thread)
    run.begun = True
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()


def _caller(code: CodeType, call: bool, space: dict[str, Any]) -> Callable[[], Any]:
    def work() -> None:
        result = eval(code, space)
        if not call:
            result()

    return work


def _is_call(text: str) -> bool:
    return isinstance(ast.parse(text.strip(), mode="eval").body, ast.Call)


def _expression(world: World, text: str) -> tuple[CodeType, bool]:
    if text not in world.expressions:
        world.expressions[text] = world.expression(text.strip(), CALL), _is_call(text)
    return world.expressions[text]


def _look(world: World, text: str) -> CodeType:
    """What is observed, compiled once for all runs, as `eval` does it: blanks before it are no indentation."""
    if text not in world.looks:
        world.looks[text] = compile(text.lstrip(" \t"), "<string>", "eval", dont_inherit=True)
    return world.looks[text]


def _scenario(world: World, run: Run, target: Scenario) -> None:
    process, left = run.processes[0], None
    try:
        module = world.run_entry(process, "__main__") if target.after_script else load_entry(world, run)
    except SystemExit as leaving:
        if not target.after_script:
            raise
        module, left = process.modules["__main__"], leaving  # `sys.exit` is a way of ending like any other
    names_in(module).update(copy.deepcopy(dict(target.start)))
    scenarios = ModuleType("scenarios")
    world.fill(scenarios, SCENARIOS)
    run.begun = True
    try:
        scenarios.__dict__[target.name](module)
    except AttributeError:
        if left is None:
            raise
        raise left from None  # what is missing may stand below


def observed(run: Run, expressions: tuple[str, ...], main: Actor) -> dict[str, Any]:
    """Evaluate what is observed, after everything, in the entry's module; an exception is a value too."""
    values: dict[str, Any] = {}
    names = ("__main__", run.world.stem)
    module = next((m for n, m in main.process.modules.items() if n in names), None)
    space = {} if module is None else names_in(module)

    def look() -> None:
        for text in expressions:
            try:
                values[text] = eval(_look(run.world, text), space)
            except Exception as error:
                values[text] = error

    run.afterwards(look, main.process)
    return values
