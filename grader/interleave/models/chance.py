"""`random`, and what asks the system for chance: every actor draws its own fixed sequence, so that nobody's numbers depend
on who drew first; until the program says where the numbers begin. From there on all threads of a process draw the numbers
that CPython would draw, from one generator, so that each draw is an access to it.
"""

from __future__ import annotations

import random as real
from base64 import urlsafe_b64encode
from collections.abc import Callable, Hashable, Mapping
from itertools import starmap
from types import ModuleType
from typing import Any

from ..actor import current_actor
from ..instrument.sites import Access, noticing_actor
from ..operations import READ, WRITE
from .patch import ModelModule

DRAWN = (
    "random", "randint", "randrange", "uniform", "choice", "choices", "shuffle", "sample", "gauss", "normalvariate",
    "triangular", "betavariate", "expovariate", "gammavariate", "lognormvariate", "vonmisesvariate", "paretovariate",
    "weibullvariate", "getrandbits", "randbytes", "seed", "getstate", "setstate", "binomialvariate",
)  # fmt: skip

LOOKING = ("choice", "choices", "sample", "shuffle")
"""Functions that look into what they are given, or change it, one item after the other."""


APART = 100_000
"""More than there are actors."""


class Random(real.Random):
    """`random.Random`, seeded with numbers that are the same in every run where the real one asks the system. Threads may share it: each draw is an
    act, however many of them a function needs."""

    def __init__(self, x: Any = None) -> None:
        super().__init__(_anywhere() if x is None else x)

    def _target(self) -> Hashable | None:
        number: int = current_actor().run.number(self)
        return number

    def seed(self, a: Any = None, version: int = 2) -> None:
        """Begin the sequence anew."""
        _act(self, WRITE)
        super().seed(_anywhere() if a is None else a, version)

    def getstate(self) -> Any:
        """How far it is."""
        _act(self, READ)
        return super().getstate()

    def setstate(self, state: Any) -> None:
        """Go on from there."""
        _act(self, WRITE)
        super().setstate(state)

    def random(self) -> float:
        """The next number."""
        _act(self, WRITE)
        return super().random()

    def getrandbits(self, k: int, /) -> int:
        """The next bits."""
        _act(self, WRITE)
        return super().getrandbits(k)

    def _randbelow(self, n: int) -> int:
        below: int = self._randbelow_with_getrandbits(n)  # type: ignore[attr-defined]
        return below

    def gauss(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        """It draws two, and keeps one for the next time."""
        _act(self, WRITE, "random.gauss()")
        return super().gauss(mu, sigma)


def _anywhere() -> int:
    """Where a generator begins of which the program does not say: each elsewhere, and the same in every run."""
    actor = current_actor()
    number: int = actor.local.get("generators", 0)
    actor.local["generators"] = number + 1
    return actor.index + 1 + number * APART


class SystemRandom(Random):
    """`random.SystemRandom`, which must not be random here."""

    def __init__(self, x: Any = None) -> None:
        _unforeseen()
        super().__init__(x)


class Own(Random):
    """The generator of one actor, which nobody else draws from."""

    def _target(self) -> None:
        return None


def _mine() -> real.Random:
    actor = current_actor()
    found = actor.local.get("random")
    if found is None:
        found = actor.local["random"] = Own(actor.index + 1)
        if not actor.run.solo:
            actor.run.assume("each thread draws random numbers of its own")
    return found


class Drawn(Random):
    """The generator that all threads of a process draw from, once somebody has said where it begins."""

    def __init__(self) -> None:
        super().__init__(0)
        self.begun = False

    def _target(self) -> Hashable:
        return "random", current_actor().process.pid

    def seed(self, a: Any = None, version: int = 2) -> None:
        """Begin here; or anywhere again."""
        super().seed(a, version)
        self.begun = a is not None

    def setstate(self, state: Any) -> None:
        """Begin here."""
        super().setstate(state)
        self.begun = True


def _drawn_from(name: str) -> real.Random:
    """Whose method a function of the module is now."""
    actor = current_actor()
    if not actor.run.world.draws:
        return _mine()
    drawn = actor.process.keep("random", Drawn)
    if not (drawn.begun or name in ("seed", "setstate")):
        _act(drawn, READ)
    return drawn if drawn.begun or name in ("seed", "setstate") else _mine()


def _act(generator: Random, access: int, rough: str = "") -> None:
    """One look at a generator, or one number out of it."""
    actor = noticing_actor()
    target = None if actor is None else generator._target()
    if actor is not None and target is not None:
        site, kind = actor.run.world.site_of_a_model("random", "random"), "reads" if access == READ else "writes"
        actor.run.touch(actor, Access(kind, target, access, site, rough=rough))


def _unforeseen() -> real.Random:
    """The same, for who wants what nobody can foresee, so that other numbers may lead to other endings."""
    current_actor().run.escape("random numbers without a seed")
    return _mine()


def _drawing(name: str, way: Callable[..., Any] | None = None) -> Callable[..., Any]:
    """A function of the module. `way`: a method that draws in its place."""

    def draw(*args: Any, **kwargs: Any) -> Any:
        actor = current_actor()
        if actor.looks is not None:
            actor.looks.effects += 1
            actor.looks.drawn += 1
        drawn_from = _drawn_from(name)
        return getattr(drawn_from, name)(*args, **kwargs) if way is None else way(drawn_from, *args, **kwargs)

    draw.__name__ = draw.__qualname__ = name
    return draw


def _random(module: ModuleType) -> Mapping[str, Any]:
    names: dict[str, Any] = {name: _drawing(name) for name in DRAWN if hasattr(module, name)}
    return {**names, "Random": Random, "SystemRandom": SystemRandom}


def in_steps(methods: Mapping[str, Callable[..., Any]]) -> Mapping[str, Any]:
    """What the module has in place of its own where these methods take their steps one by one."""
    kinds = {
        kind.__name__: type(kind.__name__, (kind,), {**methods, "__module__": "random"})
        for kind in (Random, SystemRandom)
    }
    return {**kinds, **{name: _drawing(name, way) for name, way in methods.items() if name in LOOKING}}


def urandom(size: int, /) -> bytes:
    """`os.urandom`."""
    return _unforeseen().randbytes(size)


def token_bytes(nbytes: int | None = None) -> bytes:
    """`secrets.token_bytes`."""
    return urandom(32 if nbytes is None else nbytes)


def _secrets(_: ModuleType) -> Mapping[str, Any]:
    return {
        "choice": lambda seq: _unforeseen().choice(seq),
        "randbelow": lambda exclusive_upper_bound: _unforeseen().randrange(exclusive_upper_bound),
        "randbits": lambda k: _unforeseen().getrandbits(k),
        "token_bytes": token_bytes,
        "token_hex": lambda nbytes=None: token_bytes(nbytes).hex(),
        "token_urlsafe": lambda nbytes=None: urlsafe_b64encode(token_bytes(nbytes)).rstrip(b"=").decode(),
        "SystemRandom": SystemRandom,
    }


def _uuid(module: ModuleType) -> Mapping[str, Any]:
    def drawn(version: int) -> Any:
        return module.UUID(int=_unforeseen().getrandbits(128), version=version)

    return {"uuid1": lambda *_, **__: drawn(1), "uuid4": lambda: drawn(4)}


Random.__module__ = Own.__module__ = Drawn.__module__ = SystemRandom.__module__ = "random"
_WAYS = (("random", _random), ("secrets", _secrets), ("uuid", _uuid), ("os", lambda _: {"urandom": urandom}))
MODELS = tuple(starmap(ModelModule, _WAYS))
"""Each for programs that import its module."""
