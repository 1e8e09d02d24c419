"""Hears audit events, and gives notice of those by which a program reaches for the worker.

Notice is given at once, before the program holds what it reached for: with that it could take the notice back.

The hook runs in the middle of whatever the program does, so it must not be led astray: it uses nothing that a program
can replace (`vault`), and what it does itself raises events again, each of which is expected once, by this thread.
"""

from __future__ import annotations

import posixpath
import sys
import types
from _thread import get_ident
from collections.abc import Callable
from functools import partial
from gc import disable, enable, isenabled
from typing import Any

from grader.worker import addresses
from grader.worker.tamper import audited, frames, tracing
from grader.worker.tamper.culprit import TRUSTED, Culprits, is_library
from grader.worker.tamper.inner import MADE_UP, RENAMED
from grader.worker.tamper.ours import has_our_builtins
from grader.worker.tamper.rules import (
    CALLED,
    FRAMES,
    LEAST_ADDRESS,
    LOADERS,
    MADE_AT,
    MEMORY,
    MODULES,
    PARTS,
    PLACE,
    RULES,
    TRACING,
    Rule,
)
from grader.worker.tamper.signals import SENT
from grader.worker.walls.layer import WallError

MOST = 20
"""Notices kept of either kind: one is enough."""
USES = "uses "
"""How a notice begins of what honest tools do as well."""
Hook = Callable[[str, tuple[Any, ...]], None]
_NOBODY = Rule((), library=False, refused=True)
_CALLED = Rule(CALLED, library=False, refused=True)
_EVENT, _FRAME = "object.__getattr__", "sys._getframe"
_is_folder, _real = posixpath.isdir, posixpath.realpath
_builtins_of = types.FunctionType.__dict__["__builtins__"].__get__
_function_of = types.MethodType.__dict__["__func__"].__get__
_bound_to = types.MethodType.__dict__["__self__"].__get__


class Refused(RuntimeError):
    """What the program wants is not to be had here."""


class Watch:
    """Watches over one worker. Once begun it cannot be ended."""

    def __init__(self, work: str) -> None:
        self._expected: dict[int, str] = {}
        """By thread, the event that we are about to raise ourselves."""
        self._lent: dict[int, int] = {}
        """By thread, the address in a buffer at which something is about to be made."""
        self._culprits = Culprits(work, self._expected)
        self._untold: dict[str, None] = {}
        self._closer: dict[str, Callable[[tuple[Any, ...]], None]] = {
            "object.__setattr__": self._assigns,
            "open": self._opens,
            "os.chdir": self._opens,
            "import": self._imports,
            "compile": self._compiles,
            "marshal.loads": self._loads,
            "marshal.load": self._loads,
            RENAMED: self._renamed,
            MADE_UP: self._made_up,
            **{event: partial(self._traces, event) for event in TRACING},
            "os.kill": self._signals,
            "os.killpg": self._signals_many,
            "signal.pthread_kill": self._signals_a_thread,
            SENT: self._signals_itself,
            "fcntl.fcntl": self._hands_over,
            "fcntl.ioctl": self._hands_over,
            "os.putenv": self._sets,
            PLACE: self._places,
            f"{PLACE}/buffer": self._lends,
            addresses.FOLLOWED: self._follows,
        }

    def begin(self, tell: Callable[[str, bool], bool], sends: Callable[[int, int], None]) -> None:
        """Listen from now on. `tell` tells our side, and whether it can wait, and says whether it was told now; `sends` is told
        to whom the program sends which signal, as `os.kill` says it. WallError where this Python does not tell what must be told."""
        self._tell, self._sends = tell, sends
        audited.audit_parts()
        frames.lead_past_ours()
        addresses.follow_nowhere()
        sys.addaudithook(self._hook())
        self._hears_itself()

    def untold(self) -> list[str]:
        """Notices that could not be given at once."""
        return list(self._untold)

    def _hears_itself(self) -> None:
        """Whether an event is raised where one must be."""
        self._expected[get_ident()] = _EVENT
        _ = _something.__globals__
        if self._expected:
            raise WallError("tamper: this Python does not tell who reads a function's globals")

    def _hook(self) -> Hook:
        """A function that is done soon with the many events that mean nothing."""
        heard, expected = frozenset({*RULES, *self._closer}), self._expected

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            if event == _EVENT:
                name = arguments[1]
                if name not in PARTS and name not in FRAMES:
                    return
            elif event not in heard:
                return
            thread = get_ident()
            if expected.get(thread) == event:
                del expected[thread]
                return
            # The collector rests meanwhile: it may run code of the program's, which we would look at, and which would run again.
            collects = isenabled()
            disable()
            try:
                self._consider(event, arguments)
            finally:
                if collects:
                    enable()

        return hook

    def _consider(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == _EVENT:
            self._reads(*arguments[:2])
        elif event == _FRAME and not _is_hidden(arguments):
            return
        elif event in RULES:
            self._look(event, RULES[event])
        else:
            self._closer[event](arguments)

    # --- events that need a closer look ------------------------------------------------------------------

    def _reads(self, thing: object, name: str) -> None:
        if name in FRAMES:
            if self._shows_ours(thing, name):
                self._look(name, Rule((name,), handed=True))
        elif self._is_ours(thing, name):
            self._look(f"{name} of a function of the grader", Rule((name,), refused=True, handed=name == "__self__"))

    def _shows_ours(self, thing: object, name: str) -> bool:
        """Whether the frame that is read is one that the program is not to have."""
        kind, read = FRAMES[name]
        if type(thing) is not kind:
            return True
        thread = get_ident()
        self._expected[thread] = _EVENT
        frame = read(thing)
        self._expected.pop(thread, None)
        return frame is not None and frames.is_hidden(frame)

    def _assigns(self, arguments: tuple[Any, ...]) -> None:
        thing, name = arguments[:2]
        if name == "__code__":
            self._look("__code__ is assigned", Rule((name,), refused=True))
        elif name in PARTS and self._is_ours(thing, name):
            self._look(f"{name} of a function of the grader is assigned", Rule((name,), refused=True))

    def _opens(self, arguments: tuple[Any, ...]) -> None:
        path = _text(arguments[0])
        if path is None or "\0" in path:
            return
        real = _real(path)  # whatever folders of links lead there
        if real.startswith("/proc") and (real.endswith(MEMORY) or _is_folder(real)):
            self._look(f"open({real!r})", _NOBODY)

    def _imports(self, arguments: tuple[Any, ...]) -> None:
        name, file = _text(arguments[0]) or "", _text(arguments[1])
        if name.rpartition(".")[2] in MODULES:
            self._look(f"import {name}", Rule(()))
        if file is not None and not _real(file).startswith(TRUSTED):
            self._look(f"import {name}, in machine code of its own", _NOBODY)

    def _compiles(self, arguments: tuple[Any, ...]) -> None:
        """Code under the name of a library's file passes for the library's: then it must be."""
        source, said = arguments[:2]
        name = _text(said)
        if name is not None and (type(said) is not str or (is_library(name) and not _is_written_in(name, source))):
            self._look(f"compile(…, {name!r})", _NOBODY)

    def _loads(self, _: tuple[Any, ...]) -> None:
        """Compiled code is believed only from the library's own folders."""
        if not self._culprits.importing().startswith(TRUSTED):
            self._look("marshal.loads", _NOBODY)

    def _renamed(self, _: tuple[Any, ...]) -> None:
        self._look("code is given another file's name", _NOBODY)

    def _signals(self, arguments: tuple[Any, ...]) -> None:
        self._sends(arguments[0], arguments[1])

    def _signals_many(self, arguments: tuple[Any, ...]) -> None:
        self._sends(-arguments[0], arguments[1])

    def _signals_a_thread(self, arguments: tuple[Any, ...]) -> None:
        self._sends(0, arguments[1])

    def _signals_itself(self, arguments: tuple[Any, ...]) -> None:
        self._sends(0, arguments[0])

    def _hands_over(self, arguments: tuple[Any, ...]) -> None:
        """What the kernel takes for a number it may as well take for an address."""
        number = arguments[2]
        if issubclass(type(number), int) and not 0 <= int.__int__(number) < LEAST_ADDRESS:
            self._look("a file is asked with an address", _NOBODY)

    def _sets(self, arguments: tuple[Any, ...]) -> None:
        name = _text(arguments[0]) or ""
        if name.startswith(LOADERS):
            self._look(f"the environment says where to load machine code from: {name}", _NOBODY)

    def _made_up(self, _: tuple[Any, ...]) -> None:
        self._look("an event of the interpreter's is made up", _NOBODY)

    def _traces(self, event: str, _: tuple[Any, ...]) -> None:
        if not tracing.has_traced():
            self._look(event, TRACING[event])

    def _lends(self, arguments: tuple[Any, ...]) -> None:
        """A thing is made in a buffer that somebody has: the event that comes next says where. Nobody else can raise this
        one (`inner.audit`)."""
        self._lent[get_ident()] = arguments[0] + arguments[2]

    def _places(self, arguments: tuple[Any, ...]) -> None:
        if self._lent.pop(get_ident(), None) != arguments[0]:
            self._look(PLACE, MADE_AT)

    def _follows(self, arguments: tuple[Any, ...]) -> None:
        self._look(str.__str__(arguments[0]), _CALLED)

    # --- what becomes of them ----------------------------------------------------------------------------

    def _look(self, what: str, rule: Rule) -> None:
        culprit = self._culprits.of(rule)
        if culprit is None:
            return
        notice = f"{USES if rule.used else ''}{what} ({culprit.place})"
        if culprit.meant and not self._tell(notice, rule.used):
            kept = [other for other in self._untold if other.startswith(USES) is rule.used]
            self._untold.update(dict.fromkeys([notice] if len(kept) < MOST else []))
        if rule.refused:
            raise Refused(f"{what} is not to be had while a program is judged")

    def _is_ours(self, thing: object, name: str) -> bool:
        """Whether a function, or the function of a method, is one of ours; what a method is bound to may be the program's own, as a
        queue is that stands for the library's."""
        function = _function_of(thing) if name == "__self__" else thing
        if type(function) is not types.FunctionType:
            return False
        thread = get_ident()
        self._expected[thread] = _EVENT
        if not has_our_builtins(_builtins_of(function)):
            return False
        if name != "__self__":
            return True
        self._expected[thread] = _EVENT
        bound = _bound_to(thing)
        return audited.is_closed(bound if issubclass(type(bound), type) else type(bound))


def _text(thing: object) -> str | None:
    """What a path or a name says: a class of the program's own that is text may say anything when asked."""
    if issubclass(type(thing), bytes):
        return bytes.decode(thing, "utf-8", "surrogateescape")  # type: ignore[arg-type]
    return str.__str__(thing) if issubclass(type(thing), str) else None


def _is_hidden(arguments: tuple[Any, ...]) -> bool:
    """Whether the frame that is asked for is one that the program is not to have."""
    return not arguments or type(arguments[0]) is not types.FrameType or frames.is_hidden(arguments[0])


def _something() -> None:
    """A function to look at."""


def _is_written_in(file: str, source: object) -> bool:
    try:
        with open(file, "rb") as written:
            return type(source) in (bytes, str) and written.read() == (
                source.encode() if type(source) is str else source
            )
    except OSError:
        return False
