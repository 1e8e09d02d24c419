"""One worker, asked and answered: every answer that is no value becomes a claim or an error of ours."""

from __future__ import annotations

import ast
import builtins
import secrets
from collections.abc import Callable
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import msgspec

from grader.course.model import Limits
from grader.errors import TamperingError, UsageError, WorkerError
from grader.intake import Submission
from grader.intake.decode import SourceProblem
from grader.interleave.ending import Ending, Escape, Trouble
from grader.sandbox import endings, reading
from grader.sandbox.claims import AnException, Claim, MissingAttribute, StudentError, with_place
from grader.sandbox.exchange import AskedAside, Exchange
from grader.sandbox.handles import DataHandle, Handle, number_of
from grader.sandbox.raised import Errors
from grader.sandbox.sending import Sender
from grader.sandbox.shared import SharedHere
from grader.sandbox.starting.launch import Beside, Launcher
from grader.worker import values
from grader.worker.wire import WireError

OUTPUT_KEPT = 4 * 1024 * 1024
PARTING_S = 20.0
Request = dict[str, Any]
Answer = dict[str, Any]
Handed = tuple[Any, ...]


class Uncontrolled(Exception):
    """The engine cannot go on simulating; what it met is in `escapes`."""

    def __init__(self, escapes: tuple[Escape, ...]) -> None:
        super().__init__(", ".join(escape.what for escape in escapes))
        self.escapes = escapes


class Conversation:
    """Requests to one worker. Whatever goes wrong ends it; asking again raises the same.

    What cannot be simulated is begun again in a worker that does not simulate: what was asked so far is asked
    there once more, and then the conversation goes on as if nothing had happened (`escapes` tells).
    """

    def __init__(
        self, launcher: Launcher, submission: Submission, limits: Limits, *, cpu_s: float, stacks: int = 0,
        beside: Beside | None = None,
    ) -> None:  # fmt: skip
        self._submission, self._limits = submission, limits
        self._begin = partial(Exchange, launcher, submission, limits, cpu_s=cpu_s)
        self._exchange = self._begin(stacks=stacks, beside=beside)
        self._past: list[Request] = []
        self.stdout = ""
        self.stderr = ""
        self.clock: float | None = None
        """Seconds that have passed for the loaded program; None where its time is real, or nothing is loaded."""
        self.escapes: tuple[Escape, ...] = ()
        """What could not be simulated, so that the program now runs for real."""
        self.shared = SharedHere(self._sent, self._value)
        """The lists, dicts and sets that suite and program both have."""
        self._sender = Sender(self.shared)
        self._hears = False
        """Whether what is shared is not yet what an answer makes of it: a set that arrives asks its parts for their hashes."""
        self._let_go: list[int] = []
        """What the program has no longer, and the answer that is being heard may still speak of."""
        self.refused: UsageError | None = None
        """What the suite asked for and may not."""
        self._held: WeakValueDictionary[int, Any] = WeakValueDictionary()
        """What the suite has in hand of its objects, by number."""
        self._errors = Errors(self, self._held)

    @property
    def is_out_of_hand(self) -> bool:
        """Whether the program is loaded, and the suite has nothing of it any more that it could ask."""
        return not self._held and bool(self._past)

    @property
    def over(self) -> BaseException | None:
        """Why nothing can be asked any more."""
        return self._exchange.over

    @property
    def aside(self) -> AskedAside | None:
        """That a thread asked that may not."""
        return self._exchange.aside

    def ask(self, verb: str, *args: Any, **kwargs: Any) -> Any:
        """Do one thing with the student's objects; the value, or the claim that it ended in."""
        asked = {"job": "ask", "verb": verb, **self._handed(args, kwargs)}
        try:
            return self.value(asked)
        except StudentError as error:
            if error.type in ("NameError", "UnboundLocalError"):
                error.come_too_early()  # whatever a check is about, it is not how names are spelt
            raise

    def _handed(self, args: Handed, kwargs: dict[str, Any]) -> Request:
        """What goes to the program, before it what the suite has changed of what both have."""
        try:
            changed, let_go = ([], []) if self._hears else (self.shared.changes(), self.shared.let_go())
            sent = {"values": [self._sent(arg) for arg in args], "named": {k: self._sent(v) for k, v in kwargs.items()}}
        except (TypeError, values.TooLarge) as unsent:
            said = str(unsent)
            raise self.refuse(said if "handed to" in said else f"what is handed to a submission is {said}") from None
        return {"changed": changed, "let_go": let_go, "gone": self._errors.gone(), **sent}

    def refuse(self, why: str, hint: str | None = None) -> UsageError:
        """What the suite may not ask of a program, which it cannot take for an error of the program's, nor swallow."""
        self.refused = UsageError(why, hint=hint)
        return self.refused

    def _special(self, tag: str, *told: Any) -> Any:
        return self._sender.function(*told) if tag == "P" else self._errors.made(tag, *told)

    def _sent(self, arg: Any) -> Any:
        return self._sender.send(arg)

    def leave(self, manager: Handle, error: BaseException | None) -> bool:
        """Leave a `with` block with what was raised in it: an error of the program's own, or one of Python's. A check's own verdict is
        nobody's to hear, nor to swallow; nor is that the program has not got what the check asks for."""
        heard = () if error is None else self._heard_of(error)
        swallowed = bool(self.ask("exit", manager, *heard))
        return swallowed and heard != ()

    def _heard_of(self, error: BaseException) -> tuple[Any, ...]:
        """What is told of an error to who is left; nothing where that is nobody's to hear."""
        if isinstance(error, StudentError):
            if type(error) in (AnException, MissingAttribute) and not error.frames:
                return ()  # a name that is not there, a value that is too large: no line of the program's raised it
            return () if number_of(error) is None else (error,)
        pythons = next(kind for kind in type(error).__mro__ if vars(builtins).get(kind.__name__) is kind)
        tells = type(error) is pythons and issubclass(pythons, Exception) and pythons is not AssertionError
        return (pythons.__name__, error.args) if tells else ()

    def value(self, request: Request) -> Any:
        """Send a request whose answer is a value of the submission; objects become handles."""
        printed = self.stdout, self.stderr
        self._past.append(request)  # before objects are asked that come with the answer
        try:
            return self._heard(request)
        except Uncontrolled as met:
            self.escapes = met.escapes
            return self._without_simulation(printed)

    def request(self, request: Request) -> Answer:
        """Send any request; the answer once it is known to be one."""
        return self.put(request)()

    def put(self, request: Request, *, own_s: float | None = None, may_sleep: bool = False) -> Callable[[], Answer]:
        """The same in two steps: send it, and what to call for the answer. `may_sleep`: a worker that waits on the clock
        is no sign of trouble."""
        hear = self._exchange.ask(request, own_s=own_s, may_sleep=may_sleep)
        return lambda: self._understood(hear())

    def _heard(self, request: Request) -> Any:
        """The value that it is answered with, and here, too, whatever is changed by then."""
        answer = self._exchange.ask(request, own_s=None, may_sleep=False)()
        self._keep_output(answer)
        request["again"] = answer.get("let_go", [])  # what has gone by then will be gone where this is asked once more
        value = self._told(lambda: self._shared_in(answer))
        try:
            self.shared.must_be_bounded()
        except values.TooLarge as large:
            raise _too_large(large) from None
        self._must_be_one(answer, answer.get("error"))
        return value

    def _shared_in(self, answer: Answer) -> Any:
        outermost, self._hears = not self._hears, True
        try:
            value = self._value(answer["value"]) if "value" in answer else None
            self.shared.take(answer.get("changed", ()))
            self._let_go += answer.get("let_go", ())
        finally:
            self._hears = not outermost
        if outermost:
            self.shared.forget(self._let_go)
            self._let_go.clear()
            self.shared.settle()
        return value

    def _understood(self, answer: Answer) -> Answer:
        self._keep_output(answer)
        self._must_be_one(answer)
        return answer

    def _must_be_one(self, answer: Answer, error: Any = None) -> None:
        """Raise what came instead of an answer; `error`: what the program keeps of what was raised."""
        self.clock = self._told(lambda: msgspec.convert(answer.get("clock"), float | None))
        if "full" in answer:
            raise self._exchange.end(endings.full(self._limits))
        if "fault" in answer:
            raise self._exchange.end(WorkerError(f"the worker failed: {answer['fault']}"))
        if "raised" in answer:
            raise self._told(lambda: self._raised(answer["raised"], error))
        if "stuck" in answer:
            raise self._exchange.end(self._told(lambda: self._stuck(answer["stuck"])))
        if "unmade" in answer:
            raise self.refuse(f"what was handed to the submission cannot be made there: {answer['unmade']}")
        if "too_large" in answer:
            raise _too_large(answer["too_large"])

    def _raised(self, told: Any, error: Any) -> StudentError:
        trouble = msgspec.convert(told, Trouble)
        kind = None if error is None else self._errors.own_kind(error)
        claim = endings.student_error(trouble, self._submission, kind=kind)
        return claim if error is None else self._errors.raised(error, claim)

    def tree(self) -> ast.Module:
        """The syntax tree of the submission; Unreadable where it is too deep for one, or too large to travel."""
        try:
            answer = self.request({"job": "read"})
        except StudentError:
            answer = {"tree": None}
        if answer["tree"] is None:
            raise reading.unreadable(SourceProblem("the code is too large to be looked at"), self._submission)
        return self._told(lambda: reading.tree_in(answer["tree"]))  # type: ignore[no-any-return]

    def part(self) -> None:
        """Ask for a last answer: a frame too many, or none, shows that an answer before was not the worker's."""
        nonce = secrets.token_hex(8)
        answer = self._exchange.send({"job": "part", "nonce": nonce}, own_s=PARTING_S, may_sleep=False, parting=True)
        if answer != {"parted": nonce}:
            raise self._exchange.end(TamperingError("the last answer of a worker was not the one asked for"))

    def close(self) -> None:
        """Let the worker go."""
        self._exchange.let_go()

    def _without_simulation(self, printed: tuple[str, str]) -> Any:
        """Everything asked so far once more; what was `printed` before the last request is not printed again."""
        self._exchange = self._begin(stacks=self._limits.actors)
        *past, last = self._past
        del last["again"]
        for one in past:
            try:
                self.request(one | {"simulated": False})
            except StudentError:
                continue  # as it did before, and as the suite has seen
        self.stdout, self.stderr = printed
        return self._heard(last | {"simulated": False})

    def _value(self, told: Any) -> Any:
        return values.decode(told, self._handle, shared=self.shared, special=self._special)

    def _handle(self, number: int, kind: str, name: str, held: Any, shape: str) -> Handle:
        """The one handle of an object, so that `is` says what it says over there."""
        handle = self._held.get(number)
        if handle is None:
            made = DataHandle if shape == "dataclass" else Handle
            handle = self._held[number] = made(self, number, kind, name, held, shape)
        return handle

    def _told(self, read: Callable[[], Any]) -> Any:
        """Read part of an answer; one that does not hold what an answer holds is forged."""
        try:
            return read()
        except (WireError, LookupError, TypeError, ValueError, AttributeError, msgspec.ValidationError) as odd:
            theirs = odd.__cause__ if isinstance(odd, WireError) else odd
            if isinstance(theirs, Claim):  # an object that was asked where it belongs in a set
                raise theirs from None
            raise self._exchange.end(TamperingError(f"an answer is not what a worker sends: {odd}")) from odd

    def _stuck(self, told: Any) -> Claim | Uncontrolled | WorkerError:
        """Why a call cannot come back."""
        ending = msgspec.convert(told, Ending)
        if ending.kind == "engine_fault" and ending.escapes:
            return Uncontrolled(ending.escapes)
        if ending.kind == "engine_fault":
            return WorkerError(f"the engine failed: {ending.detail}")
        claim = endings.claim_of(ending, self._submission)
        if claim is None:
            return WorkerError("a call did not come back, and nothing was in its way")
        error = endings.error_before(ending, self._submission)
        if error is not None:
            claim.add(f"{with_place(error.rationale, error.location)}.")
            claim.advice = error.advice or error.hint or claim.advice
        return claim

    def _keep_output(self, answer: Answer) -> None:
        for name in ("stdout", "stderr"):
            text = answer.get(name, "")
            if type(text) is not str:
                raise self._exchange.end(TamperingError("output arrived that is no text"))
            setattr(self, name, (getattr(self, name) + text)[-OUTPUT_KEPT:])


def _too_large(why: object) -> StudentError:
    return AnException("ValueTooLarge", f"the value is too large to be looked at ({why})")
