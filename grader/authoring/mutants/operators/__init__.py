"""The operators: each derives from a program every program that has one particular mistake in one place.

The concurrency operators are ours; they are the mistakes that students make with threads and processes, and those that
Bradbury, Cordy and Dingel collected for Java ("Mutation operators for concurrent Java", 2006). The general ones are
the few that find most in small programs. docs/design/decisions/0041 says why they are no library's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grader.authoring.mutants.operators import actors, atomic, expressions, locks, statements, waiting
from grader.authoring.text import Change, Text

Operator = Callable[[Text], Iterator[Change]]

OPERATORS: dict[str, Operator] = {
    "no lock": locks.unlock,
    "narrow lock": locks.narrow,
    "new lock": locks.new_lock,
    "lock order": locks.lock_order,
    "keep locked": locks.keep_locked,
    "not reentrant": locks.not_reentrant,
    "split": atomic.split,
    "split update": atomic.split_update,
    "check, then act": atomic.check_then_act,
    "notify one": waiting.notify_one,
    "look once": waiting.look_once,
    "count": waiting.count,
    "call target": actors.call_target,
    "run here": actors.run_here,
    "one by one": actors.one_by_one,
    "impatient": actors.impatient,
    "daemon": actors.daemon,
    "other kind": actors.other_kind,
    "unlocked value": actors.unlocked_value,
    "no guard": actors.unguarded,
    "no tuple": actors.no_tuple,
    "drop": statements.drop,
    "skip one": statements.skip_one,
    "jump": statements.jump,
    "result": statements.result,
    "too early": statements.too_early,
    "compare": expressions.compare,
    "arithmetic": expressions.arithmetic,
    "boolean": expressions.boolean,
    "negate": expressions.negate,
    "number": expressions.number,
    "truth": expressions.truth,
}
"""By the name that an author reads."""
