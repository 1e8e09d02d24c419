"""What counts as reaching for the worker, by audit event. Pure data.

Each rule says by which names code does it that does it on purpose: ours and the library's may, where one of these
names stands in the very function that does it. (A library's function that is merely *handed* `sys._getframe` and
calls it has no such name in it.)
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import AsyncGeneratorType, CoroutineType, FrameType, GeneratorType, TracebackType
from typing import Any

FRAMES: dict[str, tuple[type, Callable[[Any], FrameType | None]]] = {
    name: (kind, kind.__dict__[name].__get__)
    for name, kind in {
        "tb_frame": TracebackType,
        "gi_frame": GeneratorType,
        "cr_frame": CoroutineType,
        "ag_frame": AsyncGeneratorType,
    }.items()
}
"""Attributes that are frames, and may be ours: whose they are, and how they are read."""
PARTS = frozenset(
    {"__globals__", "__closure__", "__builtins__", "__self__", "__code__", "__defaults__", "__kwdefaults__"}
)
"""Attributes of functions and methods that lead into ours; of the program's own they are its own business."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One event that is looked into."""

    names: tuple[str, ...]
    """By which names those do it who may."""
    library: bool = True
    """Whether the standard library may."""
    handed: bool = False
    """Whether it gives what is ours (a frame, what a method is bound to): then the library may not either, which hands it on."""
    refused: bool = False
    """Whether it is refused, not only noted: nobody needs it, and it leads straight to us."""
    used: bool = False
    """Whether honest tools do it as well: then nobody is said to reach for anything."""


def _rules(*names: str, **more: bool) -> dict[str, Rule]:
    """Rules for events that have the name of what raises them."""
    return {name: Rule((name.rpartition(".")[2],), **more) for name in names}


CALLED = {
    "linux": ("prctl",),
    "darwin": ("proc_listpids", "proc_pid_rusage", "proc_pidinfo", "mach_timebase_info"),
    "win32": ("_kernel",),
}.get(sys.platform, ())
"""By which names we call a function of C once the program has begun; of a system's no other."""
_MADE = Rule(("replace", "CodeType"), refused=True)
RULES: dict[str, Rule] = {
    **_rules("sys._getframe", "sys._current_frames", "sys._current_exceptions", handed=True),
    **_rules("gc.get_objects", "gc.get_referrers", "gc.get_referents", refused=True, used=True),
    **_rules("sys.addaudithook", "sys.monitoring.register_callback", library=False, refused=True, used=True),
    "code.__new__": _MADE,
    "sqlite3.enable_load_extension": Rule((), library=False, refused=True),
    "cpython.PyInterpreterState_New": Rule(("create",), refused=True),
    "ctypes.dlopen": Rule(("ctypes", "_dlopen", "CDLL", "PyDLL", "LoadLibrary"), refused=True),
    "ctypes.dlsym": Rule(("ctypes", "_FuncPtr", "__getattr__", "__getitem__"), refused=True),
    "ctypes.dlsym/handle": Rule(("ctypes", "_FuncPtr", "__getattr__", "__getitem__"), refused=True),
    "ctypes.string_at": Rule(("ctypes", "string_at", "_string_at"), refused=True),
    "ctypes.wstring_at": Rule(("ctypes", "wstring_at", "_wstring_at"), refused=True),
    **{f"ctypes.{name}": Rule(("ctypes", name), refused=True) for name in ("addressof", "PyObj_FromPtr")},
    # From 3.14 on every function of C that is called raises it, also one of ours.
    "ctypes.call_function": Rule(("ctypes", "call_function", *CALLED), refused=True),
}
TRACING = {
    "sys.settrace": Rule(("settrace", "_settraceallthreads"), library=False, refused=True),
    "sys.setprofile": Rule(("setprofile", "_setprofileallthreads"), library=False, refused=True),
}
"""What CPython itself raises as well, where a program's tracer fails and is taken away."""
PLACE = "ctypes.cdata"
"""The event of a thing of ctypes that is made at an address."""
MADE_AT = Rule(("ctypes", "from_address", "in_dll"), refused=True)
CONDUITS = frozenset({"inspect.py", "bdb.py", "pdb.py", "code.py", "trace.py", "ctypes/__init__.py", "ctypes/util.py"})
"""Modules of the library that hand on what they find: not they do it, but whoever calls them."""
CONDUIT_FUNCTIONS = {
    **{name: name for name in ("walk_tb", "walk_stack", "extended_frame_gen", "_walk_tb_with_full_positions")},
    **{name: name for name in (*FRAMES, "_task_get_stack")},
}
"""The same of single functions, of any module of the library, with the name that they are called by."""
_MODULES = (
    "greenlet _greenlet _ctypes _cffi_backend _signal _lsprof _testcapi _testinternalcapi _testlimitedcapi "
    "_xxsubinterpreters _interpreters _ctypes_test"
)
MODULES = frozenset(_MODULES.split())
"""What no program imports but to get behind the scenes."""
LOADERS = ("GCONV_PATH", "LD_", "OPENSSL_", "LOCPATH")
"""How variables begin that tell libraries of C where to load machine code from."""
LEAST_ADDRESS = 1 << 22
"""Numbers below are flags; where a program is loaded at a fixed place, it is this one."""
MEMORY = ("/mem", "/maps", "/pagemap", "/syscall", "/stack")
"""What `/proc` tells of a process's memory."""
