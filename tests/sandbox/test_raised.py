"""Exceptions of a loaded program, as a suite in one process with it would have them."""

import contextlib
import json
import queue

import pytest

from grader.sandbox.by_name import is_instance, kind_of, repr_of
from grader.sandbox.claims import Claim, StudentError
from grader.worker.values import Record

BANK = """
import argparse, json, queue, sys

class BankError(Exception):
    "Anything wrong at the bank."
    rate = 3

class Overdrawn(BankError, ValueError):
    def __init__(self, balance, wanted):
        super().__init__(f"balance {balance} is less than {wanted}")
        self.balance, self.wanted = balance, wanted
    def missing(self):
        return self.wanted - self.balance

class Loud(Exception):
    def __str__(self): return "LOUD " + str(self.args[0])

class Halt(BaseException): pass
class Bad(json.JSONDecodeError): pass
class Full(queue.Full): pass
class Mixed:
    def helps(self): return "yes"
class Helpful(Mixed, KeyError): pass
class Account:
    def __init__(self): self.log = []
    def __enter__(self): return self
    def __exit__(self, kind, error, trace):
        self.log.append((kind.__name__, str(error)) if kind else None)
        return kind is not None and issubclass(kind, BankError)

last = None
def withdraw(balance, wanted):
    global last
    if wanted > balance:
        last = Overdrawn(balance, wanted)
        raise last
    return balance - wanted
def last_error(): return last
def plain(): raise ValueError("must be positive")
def key(): return {}["south"]
def loud(): raise Loud(5)
def halt(): raise Halt("stop")
def bad(): raise Bad("msg", "doc", 0)
def full(): raise Full
def helpful(): raise Helpful("x")
def chained():
    try:
        key()
    except KeyError as error:
        raise BankError("no such account") from error
def noted():
    error = BankError("x")
    error.add_note("look here")
    raise error
def opened(): open("/nope/there")
def leave(): sys.exit(2)
def parse(words):
    parser = argparse.ArgumentParser()
    parser.add_argument("n", type=int)
    return parser.parse_args(words).n
def asserted(n): assert n >= 0, "n must not be negative"
def made(): return BankError("made")
def errors(): return [ValueError("a"), Overdrawn(1, 2)]
def again(error): raise error
def kind(error): return type(error).__name__
def bare(): raise BankError
"""


@pytest.fixture
def program(submit):
    return submit(BANK).load()


def test_a_class_of_the_programs_own_is_caught_by_it_and_by_what_it_is_made_from(program):
    for kind in (program.Overdrawn, program.BankError, ValueError, (program.Loud, program.BankError), Exception):
        with pytest.raises(kind, match=r"^balance 1 is less than 5$") as raised:
            program.withdraw(1, 5)
        assert (program.Overdrawn, "Overdrawn") == (raised.type, raised.typename)
    with contextlib.suppress(program.BankError):
        program.withdraw(1, 5)
    try:
        program.withdraw(1, 5)
    except program.Loud:
        raise AssertionError from None
    except program.BankError as error:
        caught = error
    assert 5 == caught.wanted
    with pytest.raises(program.Halt):
        program.halt()
    with pytest.raises(program.Loud), contextlib.suppress(program.BankError):
        program.loud()


def test_what_is_caught_is_the_very_object(program):
    with pytest.raises(program.Overdrawn) as raised:
        program.withdraw(1, 5)
    error = raised.value

    assert (1, 4, ("balance 1 is less than 5",)) == (error.balance, error.missing(), error.args)
    assert error is program.last_error() is program.last
    assert kind_of(error) is program.Overdrawn
    assert is_instance(error, program.BankError) and isinstance(error, StudentError)
    assert ("Overdrawn", 24) == (error.type, len(error.message))
    assert (False, 7) == (hasattr(error, "owner"), getattr(error, "owner", 7))
    error = None  # nobody here has it any more, nor has the program
    program.last = None
    with pytest.raises(program.BankError) as raised:
        program.bare()
    assert ("", ()) == (str(raised.value), raised.value.args)


def test_what_an_exception_says_is_what_it_says_over_there(program):
    with pytest.raises(ValueError, match=r"^must be positive$") as raised:
        program.plain()
    assert ("ValueError('must be positive')", "ValueError") == (repr_of(raised.value), raised.typename)
    assert "ValueError: must be positive" == raised.value.rationale == raised.exconly()
    with pytest.raises(KeyError) as raised:
        program.key()
    assert ("'south'", "south", "KeyError('south')") == (
        str(raised.value), raised.value.args[0], repr_of(raised.value)
    )  # fmt: skip
    with pytest.raises(program.Loud, match=r"^LOUD 5$"):
        program.loud()
    with pytest.raises(program.BankError, match="look here") as raised:
        program.noted()
    assert ["look here"] == raised.value.__notes__
    with pytest.raises(program.BankError) as raised:
        program.chained()
    assert (True, "'south'") == (isinstance(raised.value.__cause__, KeyError), str(raised.value.__cause__))


def test_what_pythons_own_hold_besides_is_asked_for(program):
    with pytest.raises(FileNotFoundError) as raised:
        program.opened()
    assert (2, "/nope/there") == (raised.value.errno, raised.value.filename)
    for leaves in (program.leave, lambda: program.parse(["many"])):
        with pytest.raises(SystemExit) as left:
            leaves()
        assert 2 == left.value.code
    with pytest.raises(AssertionError, match=r"^n must not be negative$"):
        program.asserted(-1)


@pytest.mark.parametrize("what", ["leave", "halt", "interrupt", "close", "cancel"])
def test_what_is_no_exception_over_there_is_none_for_who_catches_those(submit, what):
    program = submit("""
        import asyncio, sys
        class Halt(BaseException): pass
        def leave(): sys.exit(2)
        def halt(): raise Halt("now")
        def interrupt(): raise KeyboardInterrupt
        def close(): raise GeneratorExit
        def cancel(): raise asyncio.CancelledError
        def fail(): raise ValueError
    """).load()

    with pytest.raises(Claim) as raised, contextlib.suppress(Exception):
        getattr(program, what)()
    assert not isinstance(raised.value, Exception)
    with pytest.raises(Exception):  # noqa: B017
        program.fail()
    assert not issubclass(program.Halt, Exception)


def test_a_class_made_from_one_of_the_librarys_is_both(program):
    for kind in (json.JSONDecodeError, ValueError, program.Bad):
        with pytest.raises(kind):
            program.bad()
    for kind in (queue.Full, program.Full):
        with pytest.raises(kind):
            program.full()
    with pytest.raises(KeyError) as raised:
        program.helpful()
    assert "yes" == raised.value.helps()
    assert isinstance(raised.value, program.Mixed)


def test_exceptions_that_are_given_back_are_what_they_are(program):
    found, (one, other) = program.made(), program.errors()

    assert (True, True, "made") == (isinstance(found, program.BankError), isinstance(found, Exception), str(found))
    with pytest.raises(program.BankError) as raised:
        program.again(found)
    assert raised.value is found and found.location is not None
    assert (True, "a", 1) == (isinstance(one, ValueError), str(one), other.balance)
    assert {ValueError, program.Overdrawn} == {kind_of(one), kind_of(other)}
    assert "KeyError" == program.kind(KeyError("x"))
    with pytest.raises(KeyError, match=r"^'x'$"):
        program.again(KeyError("x"))


def test_the_class_of_an_exception_can_be_asked_like_any(program):
    kind = program.Overdrawn

    assert issubclass(kind, program.BankError) and issubclass(kind, ValueError)
    assert not issubclass(program.BankError, ValueError)
    assert issubclass(program.Helpful, program.Mixed) and not issubclass(kind, program.Mixed)
    assert ("Overdrawn", 3, "Anything wrong at the bank.") == (kind.__name__, kind.rate, program.BankError.__doc__)
    assert "missing" in dir(kind)
    kind.rate = 4
    assert 4 == kind.rate
    del kind.rate
    made = kind(3, 4)
    assert (3, "Overdrawn", True) == (made.balance, program.kind(made), isinstance(made, kind))
    assert not isinstance(made, program.Loud) and not isinstance(program.Account(), kind)
    assert isinstance(Record("exception", "Overdrawn", ()), program.BankError)
    assert {kind: 1}[program.Overdrawn] == 1


def test_who_is_left_with_an_exception_hears_of_the_very_one(program):
    account = program.Account()
    with account:
        program.withdraw(1, 2)
    with pytest.raises(ValueError), account:
        program.plain()
    with account:
        raise program.BankError("mine")

    heard = [("Overdrawn", "balance 1 is less than 2"), ("ValueError", "must be positive"), ("BankError", "mine")]
    assert heard == account.log


def test_exceptions_that_nobody_has_any_more_are_let_go_over_there(submit):
    """A check may have many raised, each with all that its frames hold."""
    program = submit("""
        import weakref
        alive = weakref.WeakSet()
        class Big(Exception):
            def __init__(self): alive.add(self)
        def fail(): raise Big
        def count(): return len(alive)
    """).load()
    for _ in range(20):
        with contextlib.suppress(program.Big):
            program.fail()

    assert program.count() < 5


def test_exceptions_are_the_same_where_the_program_goes_on_for_real(submit):
    program = submit("""
        import subprocess, sys
        class Odd(Exception):
            def __init__(self, n):
                super().__init__(f"odd {n}")
                self.n = n
        def fail(n): raise Odd(n)
        def real(): return subprocess.run([sys.executable, "-c", "pass"]).returncode
    """).load()
    with pytest.raises(program.Odd) as raised:
        program.fail(1)

    assert 0 == program.real()
    assert (1, "odd 1") == (raised.value.n, str(raised.value))
    with pytest.raises(program.Odd, match=r"^odd 3$") as raised:
        program.fail(3)
    assert 3 == raised.value.n


LYING = """
import json, queue
Named = type("ValueError", (Exception,), {"__module__": "builtins"})
class Made(Named): pass
Renamed = type("Renamed", (Exception,), {})
Renamed.__module__, Renamed.__name__ = "builtins", "KeyError"
class MadeOfThat(Renamed): pass
def fail(kind): raise kind("no")
def failing(name): fail(globals()[name])
def caused():
    try:
        raise Named("first")
    except Named as error:
        raise RuntimeError("second") from error
def given(): return [kind("x") for kind in (Named, Made, Renamed, MadeOfThat)]
"""


@pytest.mark.parametrize("name", ["Named", "Made", "Renamed", "MadeOfThat"])
def test_a_class_that_calls_itself_as_one_of_pythons_is_none(submit, name):
    program = submit(LYING).load()
    theirs = (ValueError, LookupError)

    with pytest.raises(Exception, match=r"^no$") as raised:
        program.failing(name)
    assert not isinstance(raised.value, theirs)
    assert not issubclass(getattr(program, name), theirs)


def test_nor_are_its_objects_that_are_given_back_or_the_cause_of_another(submit):
    program = submit(LYING).load()

    for error in program.given():
        assert not isinstance(error, (ValueError, LookupError))
        assert kind_of(error) not in (ValueError, KeyError)
    with pytest.raises(RuntimeError) as raised:
        program.caused()
    assert not isinstance(raised.value.__cause__, ValueError)


def test_a_process_that_ended_itself_is_no_exception_that_a_check_awaits(submit):
    submission = submit("import os\ndef leave(): os._exit(3)")
    program = submission.load()
    with pytest.raises(Exception):  # noqa: B017
        program.leave()

    assert submission.trouble is not None
