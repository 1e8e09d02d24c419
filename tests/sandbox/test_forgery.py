"""Whoever reaches for the worker from inside is noticed, with the line, and never believed; honest oddities are not."""

import ctypes
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent, indent

import pytest

import grader
from grader.course.model import Limits
from grader.errors import TamperingError, WorkerError
from grader.sandbox import open_workers
from grader.sandbox.claims import Claim, StudentError
from tests.sandbox.conftest import submission_of
from tests.sandbox.reaching import BY_CTYPES, REACHING

FORGED = """
    import json, os, struct

    answer = {
        "run": {"kind": "finished", "stdout": "2\\n", "stderr": "", "exit_code": 0, "actors": [], "escapes": []},
        "files": {},
    }
    body = json.dumps(answer).encode()
    os.write(3, struct.pack(">IQ", len(body), 3) + body)
    """


def test_a_frame_before_the_workers_own_is_evidence(submit):
    with pytest.raises(TamperingError, match=r"on the wire: a frame has a wrong seal"):
        submit(FORGED).run()


@pytest.mark.parametrize("code", REACHING)
def test_who_reaches_for_the_worker_is_noticed(submit, code):
    text, noticed = REACHING[code]
    submission = submit(f"def reach():\n{indent(text, '    ')}\n\nvalue = 2\n")
    program = submission.load()

    with pytest.raises(TamperingError, match=r"reached for the grader's own code: .*" + re.escape(noticed)) as held:
        program.reach()
    assert "(my program.py, line " in held.value.message or "nobody's line" in held.value.message
    with pytest.raises(TamperingError):
        _ = program.value
    assert isinstance(submission.trouble, TamperingError)


LEADS_NOWHERE = """
    import abc, importlib, operator

    below = operator.attrgetter("__sub" + "classes__")(type)

    def classes(kind=object, deep=40):
        found = below(kind) if deep else []
        return [*found, *(one for each in found if each is not type for one in classes(each, deep - 1))]

    def ours():
        return sorted({kind.__module__ for kind in classes() if kind.__module__.split(".")[0] in ("grader", "greenlet")})

    def own():
        class Mine: pass
        class Below(Mine): pass
        return [kind.__name__ for kind in Mine.__subclasses__()]

    def kept():
        collector = importlib.import_module("g" + "c")
        collector.set_debug(collector.DEBUG_SAVEALL)
        circle = []
        circle.append(circle)
        del circle
        collector.collect()
        return len(collector.garbage), collector.get_debug()

    def known():
        return hasattr(abc, "_get_dump"), hasattr(importlib.import_module("_abc"), "_get_dump")
    """


def test_no_list_of_classes_and_no_garbage_leads_to_ours(submit):
    program = submit(LEADS_NOWHERE).load()

    assert [] == program.ours()
    assert ["Below"] == program.own()
    assert (0, 0) == program.kept()
    assert (False, False) == program.known()


REALLY = "import ctypes, os\nos.system('')\n"
"""How a program begins that cannot be simulated, and is loaded for real."""


@pytest.mark.parametrize("how", BY_CTYPES)
def test_who_follows_an_address_is_noticed_before_anything_is_read(submit, how):
    text, noticed = BY_CTYPES[how]
    submission = submit(f"{REALLY}value = 2\ndef reach():\n{indent(text, '    ')}\n")

    with pytest.raises(TamperingError, match=r"reached for the grader's own code: .*" + re.escape(noticed)):
        submission.load().reach()


NUMBERS = {
    "text in a structure": (
        "class S(ctypes.Structure): _fields_ = [('text', ctypes.c_char_p)]\nreturn S.from_buffer_copy(address).text"
    ),
    "an object in a union": (
        "class U(ctypes.Union): _fields_ = [('number', ctypes.c_size_t), ('thing', ctypes.py_object)]\n"
        "return U(number=id(print)).thing"
    ),
    "an object in an array": "return (ctypes.py_object * 1).from_buffer_copy(address)[0]",
    "text of a class of its own": (
        "class Text(ctypes._SimpleCData): _type_ = 'z'\nreturn Text.from_buffer_copy(address).value"
    ),
    "an object of a class of its own": (
        "class Letter(str): __eq__ = lambda *_: False; __hash__ = None\n"
        "class Thing(ctypes._SimpleCData): _type_ = Letter('O')\nreturn Thing.from_buffer_copy(address).value"
    ),
    "an object unpickled": (
        "kind = type(ctypes.c_int)('Thing', (ctypes._SimpleCData,), {'_type_': 'O'})\n"
        "thing = kind()\nthing.__setstate__({}, address)\nreturn thing.value"
    ),
}


@pytest.mark.parametrize("what", NUMBERS)
def test_what_an_address_points_to_is_not_read_by_ctypes(submit, what):
    """It stays the number that it is."""
    text = f"def go():\n    address = bytes(ctypes.c_void_p(id(print)))\n{indent(NUMBERS[what], '    ')}\n"
    program = submit(f"{REALLY}{text}where = lambda: id(print)\n").load()

    assert program.where() == program.go()


REFUSED = {
    "a class of classes of its own": ("class M(type(ctypes.c_int)): _type_ = 'O'", "not an acceptable base type"),
    "a count of references": ("ctypes.sizeof.__self__.Py_DECREF(print)", "no attribute 'Py_DECREF'"),
    "an object at an address": ("ctypes.sizeof.__self__.PyObj_FromPtr(id(print))", "no attribute 'PyObj_FromPtr'"),
    "another call": ("type.__setattr__(ctypes._CFuncPtr, '__call__', print)", "immutable type"),
    "another call for one of ours": (
        "[setattr(kind, '__call__', print) for kind in type.__subclasses__(ctypes._CFuncPtr)]",
        "immutable type",
    ),
    "another letter": ("ctypes.c_int._type_ = 'O'", "immutable type"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_ctypes_is_made_of_stays_as_it_is(submit, what):
    text, told = REFUSED[what]

    with pytest.raises(StudentError, match=told):
        submit(f"{REALLY}def go():\n    {text}\n").load().go()


def test_no_file_of_ours_is_named_as_the_programs(submit):
    """Where the module exists it is the engine that imports it, since the text says so: no line of the program has run yet."""
    with pytest.raises(TamperingError, match=r"import _xxsubinterpreters \((nobody's line|my program.py, line 1)\)"):
        submit("import _xxsubinterpreters").load()


def test_there_is_no_second_of_what_knows_the_functions_of_the_beginning(submit):
    text = """
        import _imp, sys, types
        def go():
            return [_imp.create_builtin(types.SimpleNamespace(name=name)) is sys.modules[name] for name in ("_imp", "_signal", "sys")]
        """
    assert [True, True, True] == submit(text).load().go()


PRETENDS = {
    "that the library's function touches nothing": "copy.copy.manner = 0\nlook = copy.copy",
    "the same of a function of ours": (
        "print.manner = 0\ndef look(box):\n    text = io.StringIO()\n    print(box.value, file=text)\n"
        "    return types.SimpleNamespace(value=int(text.getvalue()))"
    ),
    "that the library's function is the engine's": (
        "look = types.FunctionType(copy.copy.__code__, {**vars(copy), '__name__': 'grader.interleave.models.x'})"
    ),
    "that the library's function is of its own text": (
        "look = types.FunctionType(copy.copy.__code__, {**vars(copy), '__builtins__': globals()['__builtins__']})"
    ),
    "that code without steps has some": (
        "code = compile('def look(box): return type(box)(value=box.value)', 'my program.py', 'exec').co_consts[0]\n"
        "look = types.FunctionType(code, globals())"
    ),
}
"""What a program says of what it calls, so that nobody asks what that touches."""
SIGNALS = """
import copy, io, types

box = types.SimpleNamespace(value=0)
seen = 0

def signal():
    box.value = 1
    box.value = 0

def watch():
    global seen
    seen = look(box).value

"""


@pytest.mark.parametrize("what", PRETENDS)
def test_what_a_call_touches_is_not_for_the_program_to_say(submit, what):
    explored = submit(f"{SIGNALS}{PRETENDS[what]}\n").explore(threads=["signal", "watch"], observe=["seen"])

    assert {0, 1} == {end.values["seen"] for end in explored.endings} or not explored.controlled


REPLACING = {
    "json": "import json\njson.dumps = json.JSONEncoder.encode = json.JSONEncoder.iterencode = lambda *_, **__: '{}'",
    "dataclasses": "import dataclasses\ndataclasses.fields = lambda _: ()\ndataclasses.replace = lambda x, **_: x",
    "the clock": "import queue, sched\nsched.time.monotonic = lambda: 1e9",
    "reading and writing": "import subprocess\nfor f in ('read', 'write', '_exit'): setattr(subprocess.os, f, print)",
    "collecting": "import contextlib\ncontextlib.suppress = contextlib.ExitStack = contextlib.contextmanager = None",
    "classes": (
        "def all_below(kind):\n"
        "    for below in type.__subclasses__(kind):\n"
        "        yield from all_below(below)\n"
        "        yield below\n"
        "for kind in list(all_below(object)):\n"
        "    if kind.__module__.startswith('grader.interleave.') and '.models' not in kind.__module__:\n"
        "        for name in ('pause', 'touch', 'choose', 'number', '_choose', 'load', 'store', 'run'):\n"
        "            try: setattr(kind, name, lambda *_: None)\n"
        "            except TypeError: pass"
    ),
    "imports": "import sys\nfor name in list(sys.modules):\n    if name not in ('sys', 'builtins', 'threading'): del sys.modules[name]",
}
"""Things that the worker would use if it could not do without."""
RACE = """
import threading

value = 0

def increase():
    global value
    copy = value
    value = copy + 1
"""


@pytest.mark.parametrize("what", REPLACING)
def test_what_a_program_replaces_is_not_what_the_worker_uses(submit, what):
    """A race is found as ever, whatever the program puts in the place of the library's functions."""
    submission = submit(f"{RACE}\n{REPLACING[what]}\n")

    explored = submission.explore(threads=["increase", "increase"], observe=["value"])

    assert {1, 2} == {end.values["value"] for end in explored.endings}


def test_whoever_replaces_what_python_itself_needs_gains_nothing(submit):
    submission = submit(f"{RACE}\nimport builtins\nbuiltins.len = builtins.isinstance = lambda *_: 2\n")

    with pytest.raises((Claim, AssertionError, WorkerError)):  # lost, or withheld
        submission.explore(threads=["increase", "increase"], observe=["value"]).always(
            lambda end: end.values["value"] == 2
        )


def test_a_copy_of_the_worker_says_nothing(submit):
    submission = submit("import posix\ndef go():\n    return posix.fork() and 1\n")
    program = submission.load()

    assert [1, 1] == [program.go(), program.go()]
    assert submission.trouble is None


def test_a_handler_of_signals_gets_no_frame(submit):
    text = "import _signal, posix\nseen = []\n_signal.signal(10, lambda *told: seen.append(told))\nposix.kill(posix.getpid(), 10)"
    program = submit(f"{text}\nx = seen\n").load()

    assert [(10, None)] == program.seen


HONEST = {
    "its own functions": "def f(): pass\nf.__globals__, f.__closure__, f.__code__.co_name, f.__defaults__",
    "methods of what stands for the library": (
        "import pickle, pydoc, queue, threading, weakref\nq, e = queue.Queue(), threading.Event()\n"
        "assert q.put.__self__ is q and weakref.WeakMethod(e.set)() == e.set\n"
        "try: pickle.dumps(q.put)\nexcept TypeError: pydoc.render_doc(threading)"
    ),
    "its own methods": "class C:\n    def m(self): pass\nC().m.__self__.m.__func__.__globals__",
    "a logger with lines": "import logging\nlogging.basicConfig(format='%(lineno)d %(funcName)s')\nlogging.warning('x')",
    "tracebacks": "import traceback\ntry: 1/0\nexcept Exception as e: traceback.print_exc(); traceback.format_exception(e)",
    "its own name": "import inspect, sys\n[sys._getframe().f_code.co_name, inspect.currentframe().f_code.co_name, inspect.stack()[0].function].index('go')",
    "who called": "import inspect, sys\ndef who(): return sys._getframe(1).f_code.co_name, inspect.stack()[1][3], sys._getframe(1).f_lineno\nassert who()[:2] == ('go', 'go')",
    "whose modules called": "import sys\nask = getattr(sys, '_getframemodulename', lambda _: None)\nassert 'grader' not in str([ask(depth) for depth in range(12)])",
    "who called the outermost function": "import inspect, sys\nsys._getframe(1).f_lineno, inspect.stack()[1].function",
    "its frame": "import inspect, sys\nframe = inspect.currentframe()\ninspect.getframeinfo(frame), frame.f_back.f_back, frame.f_globals, sys._getframe().f_locals",
    "its stack": "import traceback\ntraceback.print_stack(); traceback.extract_stack()",
    "frames of its tracebacks": "import traceback\ntry: 1/0\nexcept Exception as e: e.__traceback__.tb_frame.f_code.co_name; list(traceback.walk_tb(e.__traceback__))",
    "the frame of its generator": "g = (x for x in [])\ng.gi_frame.f_locals",
    "a warning with the caller's line": "import warnings\ndef f(): warnings.warn('x', stacklevel=2)\nf()",
    "lines of tracebacks": "import sys\ntry: 1/0\nexcept Exception: print(sys.exc_info()[2].tb_lineno)",
    "named tuples, enums, dataclasses, types": (
        "import collections, dataclasses, enum, typing\nP = collections.namedtuple('P', 'x y')\n"
        "class E(enum.Enum): A = 1\n@dataclasses.dataclass\nclass D: x: int = 0\nT = typing.TypeVar('T')\n"
        "class N(typing.NamedTuple):\n    x: int\nD(), N(1), E.A"
    ),
    "what is in a module": "import inspect, threading\ninspect.getdoc(threading.Thread), inspect.isfunction(print), dir(threading)",
    "signatures": "import inspect\ndef f(a, b=1): pass\nstr(inspect.signature(f))",
    "signatures of the library": (
        "import inspect, threading, queue\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "for it in (threading.Thread, threading.Thread.join, threading.Event().wait, queue.Queue.put, ThreadPoolExecutor, threading.get_ident):\n"
        "    str(inspect.signature(it))"
    ),
    "code of its own": "exec(compile('y = 1', 'own.py', 'exec'))\neval('1 + 1')",
    "collecting by hand": "import gc\ngc.collect(); gc.disable(); gc.enable(); gc.get_count()",
    "copies and pickles": "import copy, pickle\ncopy.deepcopy([{1: 2}]); pickle.loads(pickle.dumps({1: [2]}))",
    "its own examples, by doctest": "import doctest\ndoctest.testmod()",
    "nobody traces": "import sys\nsys.settrace(None); sys.setprofile(None)",
    "faults told": "import faulthandler\nfaulthandler.enable(); faulthandler.disable()",
    "limits of recursion": "import sys\nsys.setrecursionlimit(2000)\ndef f(n): return n and f(n - 1)\nf(500)",
    "files of its own": "import tempfile\nwith tempfile.TemporaryFile() as file: file.write(b'x')\nopen('a.txt', 'w').close()",
    "what the machine is like": "import os, platform\nplatform.platform(); os.cpu_count(); open('/proc/self/status').read()",
    "a decorator": "import functools\ndef d(f):\n    @functools.wraps(f)\n    def g(*a): return f(*a)\n    return g\n@d\ndef h(): return 1\nh(), h.__wrapped__",
    "weak references": "import weakref\nclass C: pass\nc = C()\nweakref.ref(c, print); weakref.WeakValueDictionary(a=c); weakref.finalize(c, print)",
    "context managers": "import contextlib\n@contextlib.contextmanager\ndef m(): yield 1\nwith m(), contextlib.suppress(ValueError), contextlib.ExitStack() as s: s.callback(print)",
    "warnings": "import warnings\nwarnings.warn('x'); warnings.simplefilter('ignore')",
    "coroutines": "import types\nasync def c(): return 1\nco = c()\ntry: co.send(None)\nexcept StopIteration as e: e.value",
    "abstract classes": "import abc, collections.abc\nclass A(abc.ABC):\n    @abc.abstractmethod\n    def f(self): ...\nisinstance([], collections.abc.Sequence)",
    "tests": "import doctest, unittest\nclass T(unittest.TestCase):\n    def test(self): self.assertEqual(1, 1)\nunittest.TestResult()",
    "threads of its own making": "import threading\nclass T(threading.Thread):\n    def run(self): self.done = 1\nt = T(); t.start(); t.join(); t.done, threading.enumerate()",
    "locks and flags of files": (
        "import fcntl, os\nwith open('a.txt', 'w') as file:\n    fcntl.fcntl(file, fcntl.F_SETFL, fcntl.fcntl(file, fcntl.F_GETFL) | os.O_NONBLOCK)\n"
        "    fcntl.flock(file, fcntl.LOCK_EX)\n    try: fcntl.ioctl(file, 0x5413, bytes(8))\n    except OSError: pass"
    ),
    "the environment": "import os\nos.environ['LANG'] = 'C'; os.environ['MINE'] = 'x'; os.putenv('A', 'b')",
    "a database": "import sqlite3\nsqlite3.connect(':memory:').execute('select 1').fetchall()",
    "shared memory": "import multiprocessing\nv = multiprocessing.Value('i'); a = multiprocessing.Array('d', 3); v.value, a[:]",
}
"""What an honest program may do, however rarely one does."""


@pytest.mark.parametrize("code", HONEST)
def test_honest_oddities_are_not_noticed(submit, code):
    submission = submit(f"def go():\n{indent(HONEST[code], '    ')}\n    return 'done'\n")

    assert "done" == submission.load().go()
    assert submission.trouble is None


BY_THE_NUMBER = {
    "numbers": "n = ctypes.c_int(2**31 + 1)\nn.value += 1\nreturn n.value, ctypes.c_uint8(257).value, ctypes.sizeof(n)",
    "structures": (
        "class Point(ctypes.Structure): _fields_ = [('x', ctypes.c_int), ('y', ctypes.c_double)]\n"
        "points = (Point * 2)((1, 2.5), (3, 4.5))\nreturn points[1].x, points[0].y, len(bytes(points))"
    ),
    "unions": (
        "class U(ctypes.Union): _fields_ = [('whole', ctypes.c_uint32), ('part', ctypes.c_uint8 * 4)]\nreturn list(U(1).part)"
    ),
    "big ends": "class B(ctypes.BigEndianStructure): _fields_ = [('n', ctypes.c_uint16)]\nreturn list(bytes(B(258)))",
    "buffers": (
        "one, two = ctypes.create_string_buffer(b'abc', 8), ctypes.create_string_buffer(8)\nctypes.memmove(two, one, 3)\n"
        "ctypes.memset(ctypes.addressof(one), 120, 2)\nctypes.memmove(one, b'y', 1)\nreturn two.value, one.value"
    ),
    "over bytes": "data = bytearray(4)\nctypes.c_int.from_buffer(data).value = 7\nreturn data[0] + data[3]",
    "where it lies": "n = ctypes.c_int(1)\nreturn hex(ctypes.addressof(n))[:2], ctypes.addressof(n) == ctypes.addressof(n)",
    "copies": "import copy, pickle\nn = ctypes.c_long(5)\nreturn copy.copy(n).value, pickle.loads(pickle.dumps(n)).value",
    "pointers that nobody follows": "return bool(ctypes.POINTER(ctypes.c_int)()), bool(ctypes.pointer(ctypes.c_int(1)))",
    "shared memory": (
        "import multiprocessing as m\nv, a, r = m.Value(ctypes.c_int, 2), m.Array('d', 3), m.RawArray(ctypes.c_char, b'xy')\n"
        "v.value += 1\nreturn v.value, a[:], r.value, m.Value('i', lock=False).value"
    ),
    "shared memory by name": (
        "from multiprocessing import shared_memory\nshared = shared_memory.SharedMemory(create=True, size=8)\n"
        "n = ctypes.c_long.from_buffer(shared.buf)\nn.value = 6\nfound = shared.buf[0]\ndel n\n"
        "shared.close(); shared.unlink()\nreturn found"
    ),
    "the audit events of its own": "import sys\nreturn sys.audit('mine', 1)",
}
"""What an honest program does with ctypes where no address is followed."""


@pytest.mark.parametrize("what", BY_THE_NUMBER)
def test_data_of_ctypes_is_not_noticed_and_works_as_ever(submit, what):
    text = f"def go():\n{indent(BY_THE_NUMBER[what], '    ')}\n"
    here = {"ctypes": ctypes}
    exec(text, here)
    submission = submit(REALLY + text)

    assert here["go"]() == submission.load().go()
    assert submission.trouble is None


LIBRARY = """
abc argparse array asyncio base64 bisect calendar cmd collections concurrent.futures configparser contextlib
copy csv ctypes curses.ascii datetime decimal difflib doctest email enum fileinput fractions functools glob gzip
hashlib heapq html http inspect io ipaddress itertools json logging lzma math mimetypes multiprocessing.pool
numbers operator pathlib pickle platform pprint queue random re runpy sched secrets shelve shutil signal socket
sqlite3 ssl statistics string struct subprocess tempfile textwrap threading timeit tokenize traceback types
typing unittest.mock urllib.request uuid warnings wave weakref xml.etree.ElementTree zipfile zlib
"""


def test_a_worker_that_is_wanted_before_all_is_warm_imports_unnoticed():
    """Most of the library is imported in the worker then, by the program or by us, and some of it is compiled into
    Python itself."""
    text = "\n".join(f"import {name}" for name in LIBRARY.split() if find_spec(name.partition(".")[0]))
    for act in (lambda submission: submission.load().go(), lambda submission: submission.run(clock="scaled").exit_code):
        with (
            open_workers() as workers,
            workers.sandbox(submission_of(f"{text}\ndef go(): return 0"), Limits()) as submission,
        ):
            assert 0 == act(submission)
            assert submission.trouble is None


IN_A_CHILD = {
    "a child that forks": """
        import os
        def go():
            child = os.fork()
            if not child:
                import sys
                sys.settrace.__globals__
                os._exit(0)
            return os.waitpid(child, 0)[1]
        """,
    "a process of multiprocessing": """
        import multiprocessing, os, sys
        def reach():
            os.getppid(), sys.settrace.__globals__
        def go():
            child = multiprocessing.get_context("fork").Process(target=reach)
            child.start()
            child.join()
            return child.exitcode
        """,
}


USING = {
    "every object": ("import gc; gc.get_objects()", "gc.get_objects"),
    "what refers to an object": ("import gc; gc.get_referrers(print)", "gc.get_referrers"),
    "what an object refers to": ("import gc; gc.get_referents(print)", "gc.get_referents"),
    "every event": ("sys.addaudithook(lambda *_: None)", "sys.addaudithook"),
    **(
        {"every step": ("sys.monitoring.register_callback(3, 1, print)", "sys.monitoring.register_callback")}
        if hasattr(sys, "monitoring")
        else {}
    ),
}


@pytest.mark.parametrize("what", USING)
def test_what_honest_tools_use_as_well_is_looked_at_and_nobody_is_accused(submit, what):
    text, used = USING[what]
    program = submit(f"import sys\ndef use():\n    {text}\n").load()

    with pytest.raises(TamperingError) as held:
        program.use()
    assert (
        f"the program uses {used} (my program.py, line 3), by which one can also listen to the grader; "
        "whether it does, a person has to say"
    ) == held.value.message


def test_what_is_graver_is_heard_also_after_what_is_not(submit):
    """The first notice ended the exchange: who began with what honest tools do was not accused of anything."""
    program = submit("""
        import ctypes, sys
        def use():
            for act in [lambda: sys.addaudithook(print)] * 30:
                try: act()
                except RuntimeError: pass
            ctypes.py_object(1)
        """).load()

    with pytest.raises(TamperingError, match=r"reached for the grader's own code: .*ctypes.py_object") as held:
        program.use()
    assert "uses " not in held.value.message


@pytest.mark.parametrize("what", USING)
def test_a_child_that_uses_what_honest_tools_use_is_looked_at(submit, what):
    text, used = USING[what]
    forks = f"import os, sys\nos.system('')\ndef go():\n    if not os.fork():\n        {text}\n    os.wait()\n"

    with pytest.raises(TamperingError, match=f"the program uses {re.escape(used)}"):
        submit(forks).load().go()


@pytest.mark.parametrize("name", IN_A_CHILD)
def test_a_child_that_reaches_for_us_is_noticed_as_its_parent_is(submit, name):
    """It is no crash of the program: whatever the parent makes of it, somebody looks at it."""
    program = submit("import os\nos.system('')\n" + dedent(IN_A_CHILD[name])).load()  # which cannot be simulated

    with pytest.raises(TamperingError, match=r"__globals__ .*line"):
        program.go()


OUTWARDS = """
import atexit, concurrent.futures, contextlib, functools, queue, sys, threading, multiprocessing
seen, ours = set(), []

def look(*_):
    frame = sys._getframe()
    while frame is not None:
        seen.add(frame.f_code.co_filename.rpartition("/")[2])
        for name, value in [*frame.f_locals.items(), *frame.f_globals.items()]:
            if type(value).__module__.startswith("grader.") and ".models." not in type(value).__module__:
                ours.append(f"{frame.f_code.co_name}: {name}")
        assert frame.f_builtins is vars(__import__("builtins")) or frame.f_builtins is globals()["__builtins__"]
        frame = frame.f_back
    return 1

class Looks:
    __enter__ = __exit__ = __del__ = __call__ = look
    x = property(look)
    def __lt__(self, other):
        return bool(look())

class Thread(threading.Thread):
    def run(self):
        look()

def go():
    for thread in (Thread(), threading.Thread(target=look), threading.Timer(0.1, look)):
        thread.start()
        thread.join()
    with concurrent.futures.ThreadPoolExecutor(1, initializer=look) as pool:
        future = pool.submit(look)
        future.add_done_callback(look)
        list(pool.map(look, [future.result()]))
    with Looks(), contextlib.ExitStack() as stack, threading.Condition() as condition:
        stack.callback(look), stack.enter_context(Looks()), condition.wait_for(look)
    waiting = queue.PriorityQueue()
    waiting.put(Looks()), waiting.put(Looks()), waiting.get()
    sorted([1, 2], key=look), list(map(look, [1])), functools.reduce(look, [1, 2]), Looks().x, getattr(Looks(), "x")
    threading.Barrier(1, action=look).wait()
    process = multiprocessing.Process(target=look)
    process.start(), process.join()
    exec("look()", {"look": look})
    return sorted(seen), ours
"""


def test_no_frame_of_ours_is_on_the_way_outwards(submit):
    """From wherever the program is called back: by a lock, a thread, a pool, a queue, the engine itself."""
    submission = submit(OUTWARDS)

    seen, ours = submission.load().go()

    assert [] == ours
    assert {"my program.py", "<the caller>"} <= set(seen)
    assert not {path.name for path in Path(grader.__file__).parent.rglob("*.py")} & set(seen) - {
        "queue.py",
        "contextlib.py",
    }
    assert submission.trouble is None


INWARDS = """
import concurrent.futures, contextlib, importlib.util, queue, threading, multiprocessing, traceback
seen, ours = set(), []
spec = importlib.util.spec_from_file_location("again", traceback.__file__)
again = importlib.util.module_from_spec(spec)
spec.loader.exec_module(again)

def look(error):
    step = error.__traceback__
    frames = [frame for frame, _ in [*traceback.walk_tb(step), *again.walk_tb(step)]]
    while step is not None:
        frames.append(step.tb_frame)
        step = step.tb_next
    for frame in frames:
        seen.add(frame.f_code.co_filename.rpartition("/")[2])
        for name, value in [*frame.f_locals.items(), *frame.f_globals.items()]:
            if type(value).__module__.startswith("grader.") and ".models." not in type(value).__module__:
                ours.append(f"{frame.f_code.co_name}: {name}")
        assert frame.f_builtins is vars(__import__("builtins")) or frame.f_builtins is globals()["__builtins__"]
    seen.add(len(again.format_exception(error)) and "shown")

def caught(act, *args):
    try:
        act(*args)
    except Exception as error:
        look(error)
    else:
        raise AssertionError(act)

class Wrong:
    def __lt__(self, other):
        raise ValueError

def with_stack():
    with contextlib.ExitStack() as stack:
        stack.callback(int, "x")

def go():
    threading.excepthook = lambda told: look(told.exc_value)
    thread = threading.Thread(target=int, args=("x",))
    thread.start(), thread.join()
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        future = pool.submit(int, "x")
        caught(future.result), look(future.exception())
        caught(list, pool.map(int, "x"))
    with multiprocessing.Pool(1) as pool:
        caught(pool.map, int, "x")
    waiting = queue.PriorityQueue()
    waiting.put(Wrong())
    for act in (
        threading.Lock().release, threading.Condition().wait, lambda: threading.Semaphore(-1),
        queue.Queue().get_nowait, lambda: queue.Queue().get(timeout=0.1), lambda: waiting.put(Wrong()), with_stack,
        lambda: threading.Barrier(2).wait(0.1), lambda: sorted([Wrong(), Wrong()]), lambda: exec("1/0", {}),
    ):
        caught(act)
    return sorted(seen), ours
"""


@pytest.mark.parametrize("begin", ["", "import os\nos.system('')\n"], ids=["simulated", "for real"])
def test_no_frame_of_ours_is_on_the_way_inwards(submit, begin):
    """Whatever raised the error: a lock, a thread, a pool, a queue, or the program's own that one of these called."""
    submission = submit(begin + INWARDS)

    seen, ours = submission.load().go()

    assert [] == ours
    assert {"my program.py", "shown"} <= set(seen)
    assert not {"locks.py", "futures.py", "queues.py", "outside.py", "threads.py", "plain.py"} & set(seen)
    assert submission.trouble is None


def test_a_traceback_can_still_be_cut(submit):
    text = """
        def go():
            try:
                int("x")
            except ValueError as error:
                error.__traceback__.tb_next = error.__traceback__.__class__(None, error.__traceback__.tb_frame, 0, 7)
                try:
                    error.__traceback__.tb_frame = None
                except AttributeError as refused:
                    return error.__traceback__.tb_next.tb_lineno, str(refused)
        """
    assert (7, "readonly attribute") == submit(text).load().go()


@pytest.mark.parametrize("name", ["_testcapi", "_ｔestcapi"])
def test_what_is_imported_by_name_is_noticed_though_a_program_is_prepared_before(submit, name):
    """Python reads letters of other widths as the usual ones."""
    if find_spec("_testcapi") is None:
        pytest.skip("this Python has no such module")
    with pytest.raises(TamperingError, match="import _testcapi"):
        submit(f"def look():\n    import {name}\n").load()


def test_no_program_has_the_worker_run_a_script():
    """From Python 3.14 on any process of the same user could ask it to (PEP 768), and a program that runs for real is one."""
    text = """
        import os, sys, time

        with open("script.py", "w") as script:
            script.write(f"open({os.path.abspath('done')!r}, 'w').close()")
        try:
            sys.remote_exec(os.getppid(), os.path.abspath("script.py"))
        except Exception as error:
            print("refused", error)
        else:
            while not os.path.exists("done"):
                time.sleep(0.01)
            print("done")
        """
    with open_workers("process") as workers, workers.sandbox(submission_of(text), Limits(time_s=5)) as submission:
        assert submission.run(clock="real").stdout.startswith("refused")
