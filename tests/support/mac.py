"""An interpreter as macOS has it, as far as that can be played on Linux; what is run as its first lines.

macOS has `fork`, groups of processes and sessions, but no `/proc`, no `os.waitid` before Python 3.13, and a kernel that limits
nobody's memory. What its C library tells of processes is answered from Linux's `/proc` by functions of that name and kind.
"""

HIDE = """
import sys, sysconfig
sysconfig.get_config_vars()  # this Python has them for its own system only
sys.platform = "darwin"
import os, resource, select, signal, socket
for module, names in (
    (os, "waitid waitid_result P_ALL WNOWAIT WEXITED pidfd_open pipe2 memfd_create O_PATH O_TMPFILE getresuid getresgid sched_getaffinity"),
    (select, "epoll"),
    (signal, "SIGRTMIN SIGRTMAX sigtimedwait pidfd_send_signal"),
    (socket, "SO_PASSCRED SO_PEERCRED SCM_CREDENTIALS"),
):
    for name in names.split():
        vars(module).pop(name, None)

def _limited(setrlimit):
    def limit(what, bounds):
        if what == resource.RLIMIT_AS:
            raise ValueError("current limit exceeds maximum limit")
        setrlimit(what, bounds)
    return limit

resource.setrlimit = _limited(resource.setrlimit)
"""
LIBRARY = """
import ctypes, os

def _fields(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()
    except OSError:
        return ["Z"]

def proc_listpids(kind, number, room, size):
    found = [int(name) for name in os.listdir("/proc") if name.isdecimal()]
    if kind != 1:
        place = {2: 2, 6: 1}[kind]
        found = [pid for pid in found if (told := _fields(pid))[0] != "Z" and int(told[place]) == number]
    if room is None:
        return 4 * len(found)
    found = found[: size // 4]
    room[: len(found)] = found
    return 4 * len(found)

def proc_pid_rusage(pid, flavor, to):
    told, usage = _fields(pid), to._obj
    assert flavor == 0 and ctypes.sizeof(usage) == 96
    if len(told) == 1:
        return -1
    usage.ended = told[0] == "Z"
    usage.times[0], usage.times[1] = (int(ticks) * 10_000_000 * 3 // 125 for ticks in told[11:13])
    with open(f"/proc/{pid}/statm") as file:
        _, resident, shared, *_ = map(int, file.read().split())
    usage.footprint = (resident - shared) * 4096
    return 0

def proc_pidinfo(pid, flavor, argument, to, size):
    assert flavor == 4 and size == ctypes.sizeof(to._obj) == 96
    to._obj.running = sum(_fields(f"{pid}/task/{task}")[0] == "R" for task in os.listdir(f"/proc/{pid}/task"))
    return size

def mach_timebase_info(to):
    to._obj.numerator, to._obj.denominator = 125, 3  # Apple's own processors
    return 0
"""
WITHOUT = f"""
{HIDE}
from types import SimpleNamespace
from grader.worker.systems import libproc

library = dict()
exec({LIBRARY!r}, library)
libproc.library = lambda: SimpleNamespace(**library)

from grader.sandbox.starting import fresh
from grader.sandbox.starting.command import command

def played(mode, *arguments, python=None):
    *options, main = command("")[:-1]
    return [*options, "-c", BEGIN, main, mode, *arguments]

fresh.command = played
"""
"""The judge's side: what it starts plays it, too."""
BEGIN = f"""
{HIDE}
with open(sys.argv[1], "rb") as file:
    began = dict(__name__="played", __file__=sys.argv[1])
    exec(compile(file.read(), sys.argv[1], "exec"), began)
make_vault = began["_vault"]

def with_a_library():
    vault = make_vault()
    load = vault.load

    def loading(name):
        module = load(name)
        if name == "grader.worker.systems.libproc":
            from types import SimpleNamespace
            library = dict()
            exec({LIBRARY!r}, library)
            module.library = lambda: SimpleNamespace(**library)
        return module

    vault.load = loading
    return vault

began["_vault"] = with_a_library
began["main"](*sys.argv[2:])
"""
WITHOUT += f"BEGIN = {BEGIN!r}\n"
