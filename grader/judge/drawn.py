"""What a suite draws by itself, with `random` or with hypothesis: the same again on a regrade, and whatever was judged before."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

import pytest

from grader.judge.marks import layers
from grader.sandbox.claims import Claim, TimedOut

_CASE = re.compile(r"^(?:Falsifying|Failing) (?:explicit )?(?:example|test case): \w+\((.*)\)\s*$", re.DOTALL)
_DRAWN = re.compile(r"^Draw \d+(?: \(([^\n]*?)\))?: (.*?)$", re.DOTALL)
"""What a check drew by itself, from `st.data()`."""
_STEP = re.compile(r"^(?:(.+) = )?state\.(?!teardown\(\)$)(\w+\(.*\))$", re.DOTALL)
"""What a machine did (`hypothesis.stateful`)."""
_NEXT = re.compile(r"(?:\A|\n {4})(?=\w+=)")
_ANY = "  # or any other generated value"
_UNTOLD = ("<", "data(...)")
"""How what cannot be written down is."""
_LONGEST_CASE = 300


@contextmanager
def as_judged(suite: Path) -> Iterator[None]:
    """Where a suite draws with hypothesis, in whichever of its files, it does so as `_settings` say. Afterwards hypothesis is as it was, for
    whoever else uses it in this process."""
    if not any(b"hypothesis" in path.read_bytes() for path in suite.rglob("*.py") if path.is_file()):
        yield
        return
    try:
        from hypothesis import configuration, settings
    except ImportError:  # the file will say so itself
        yield
        return
    before = str(getattr(settings, "_current_profile", "default"))  # its public name is younger
    profile = f"judging instead of {before}"
    settings.register_profile(profile, _settings())
    settings.load_profile(profile)
    configuration.set_hypothesis_home_dir(os.devnull)  # else it leaves a folder where the command was given
    try:
        yield
    finally:
        settings.load_profile(before)
        configuration.set_hypothesis_home_dir(None)


def _settings(wanted: Any = None) -> Any:
    """What a suite asks of hypothesis, but for what must not decide about points: nothing is kept from one run to the next, a slow machine is no
    failure, and of several failures one is told, as of any check."""
    from hypothesis import HealthCheck, Phase, settings

    return settings(
        wanted,
        database=None,
        deadline=None,
        derandomize=False,  # which it is by itself where the variable CI is set
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        phases=set(wanted.phases if wanted else Phase)
        - {Phase.explain},  # it asks many times more, and then names lines of ours
    )


@contextmanager
def from_seed(item: pytest.Item, what: str) -> Iterator[None]:
    """Have a check of hypothesis draw what belongs to this text, also from machines that it runs, and as `_settings` say: those that
    a suite has written down (`@settings(deadline=…)`, a profile) go before any profile of ours."""
    core: Any = sys.modules.get("hypothesis.core")  # else nobody has asked for it
    if core is None:
        yield
        return
    for layer in layers(getattr(item, "function", None)):
        if getattr(layer, "is_hypothesis_test", False):
            layer._hypothesis_internal_use_settings = _settings(layer._hypothesis_internal_use_settings)
    before, core.global_force_seed = core.global_force_seed, what
    try:
        yield
    finally:
        core.global_force_seed = before


@contextmanager
def first_met(item: pytest.Item) -> Iterator[None]:
    """A program that a check loads once has ended where an input ended it, and fails for whatever it is asked then: hypothesis
    must not take another input for the one that did it."""
    hypothesis: Any = getattr(getattr(item, "function", None), "hypothesis", None)
    if hypothesis is None:
        yield
        return
    check = hypothesis.inner_test
    hypothesis.inner_test = _telling_the_first(check)
    try:
        yield
    finally:
        hypothesis.inner_test = check


def _telling_the_first(check: Callable[..., None]) -> Callable[..., None]:
    met: dict[Claim, tuple[str, TracebackType | None]] = {}
    endless: list[str] = []

    @functools.wraps(check)
    def told(*args: Any, **inputs: Any) -> None:
        asked = repr(inputs)
        if endless and asked not in endless:
            _pass_over()  # to look for a smaller input takes as long again for each
        try:
            check(*args, **inputs)
        except Claim as claim:  # the same one, where nobody is there any more who could answer
            first, trace = met.setdefault(claim, (asked, claim.__traceback__))
            if first != asked:
                _pass_over()
            if isinstance(claim, TimedOut):
                endless.append(asked)
            raise claim.with_traceback(trace) from claim.__cause__

    return told


def _pass_over() -> NoReturn:
    from hypothesis import reject

    reject()


def failure(raised: BaseException | None) -> BaseException | None:
    """What failed, where hypothesis says that it did so once and not when asked again: it was seen."""
    puzzled = isinstance(raised, ExceptionGroup) and type(raised).__name__ == "FlakyFailure"
    return raised.exceptions[0] if puzzled else raised  # type: ignore[union-attr]


def case(raised: BaseException | None, fixtures: Collection[str]) -> str:
    """For which inputs a check of hypothesis failed, or after which steps of a machine, in words; "" for any other. What the suite's fixtures
    gave is none that was drawn."""
    notes = [str(note) for note in getattr(raised, "__notes__", ())]
    given = [value for note in notes if (found := _CASE.match(note)) for value in _values(found[1], fixtures)]
    drawn = [(found[1], found[2].removesuffix(_ANY)) for note in notes if (found := _DRAWN.match(note))]
    steps = [" = ".join(filter(None, found.groups())) for note in notes if (found := _STEP.match(note))]
    said = ", ".join([*given, *(f"{name}={value}" if name else value for name, value in drawn)])
    return "\n".join(f"{word} {_shortened(one)}." for word, one in (("With", said), ("After", ", ".join(steps))) if one)


def _shortened(said: str) -> str:
    return said if len(said) <= _LONGEST_CASE else said[:_LONGEST_CASE] + "…"


def _values(call: str, fixtures: Collection[str]) -> Iterator[str]:
    for argument in _NEXT.split(call):
        name, _, value = argument.partition("=")
        if name.isidentifier() and name not in fixtures and not value.startswith(_UNTOLD):
            argument = re.sub(r"(?<=[(\[{])\n *", "", argument.rstrip().removesuffix(_ANY).removesuffix(","))
            yield re.sub(r"\n *", " ", argument)
