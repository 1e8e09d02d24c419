# ruff: noqa - the code of a submission, and a nosy one
"""A submission that tries everything. It prints what it could do, as JSON; it is told where to look by `asked.json`."""

import json
import os
import platform
import re
import signal
import socket
import subprocess
import sys

X86 = {
    "unshare": 272,
    "setns": 308,
    "mount": 165,
    "bpf": 321,
    "io_uring_setup": 425,
    "keyctl": 250,
    "userfaultfd": 323,
    "ptrace": 101,
    "process_vm_readv": 310,
    "open_by_handle_at": 304,
    "perf_event_open": 298,
    "x32 getpid": 0x40000027,
    "not yet invented": 470,
    "shmget": 29,
    "pidfd_getfd": 438,
}
ARM = {
    "unshare": 97,
    "setns": 268,
    "mount": 40,
    "bpf": 280,
    "io_uring_setup": 425,
    "keyctl": 219,
    "userfaultfd": 282,
    "ptrace": 117,
    "process_vm_readv": 270,
    "open_by_handle_at": 265,
    "perf_event_open": 241,
    "not yet invented": 470,
    "shmget": 194,
    "pidfd_getfd": 438,
}


def attempt(act, *args):
    """What it gave, or the name of the exception."""
    try:
        return act(*args)
    except BaseException as refused:
        return type(refused).__name__


def worked(act, *args):
    """Whether it did not raise."""
    try:
        act(*args)
    except BaseException:
        return False
    return True


def read(path):
    with open(path, "rb") as file:
        return file.read(1 << 16).decode("utf-8", "replace")


def append(path):
    with open(path, "ab") as file:
        file.write(b"I was here")


def call(number):
    """A system call with arguments that mean little: its errno, 0 if it was made."""
    import ctypes

    ctypes.set_errno(0)
    done = ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(number), *[ctypes.c_long(0)] * 6)
    return ctypes.get_errno() if done < 0 else 0


def connect(address):
    with socket.socket(socket.AF_UNIX) as end:
        end.settimeout(2)
        end.connect(address)


def canaries_in_memory():
    """Secrets of the form CANARY-<16 hex digits> anywhere in this process."""
    found = set()
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            start, end = (int(part, 16) for part in span.split("-"))
            if "r" in rights and end - start < 1 << 28 and "[v" not in line:
                try:
                    memory.seek(start)
                    found |= set(re.findall(rb"CANARY-[0-9a-f]{16}", memory.read(end - start)))
                except (OSError, ValueError, OverflowError):
                    continue
    return sorted(word.decode() for word in found)


def memory_by_a_child():
    """What becomes of a program started by this process that wants to read this process's memory."""
    child = "import os\ntry: open(f'/proc/{os.getppid()}/mem', 'rb').close()\nexcept OSError as error: print(type(error).__name__)"
    return subprocess.run([sys.executable, "-c", child], capture_output=True, text=True).stdout.strip()


def readable():
    """Whether other processes of the same user may look into this one: then its files in /proc are its own."""
    return os.stat("/proc/self/environ").st_uid == os.getuid()


def session():
    """Who leads this process's session, and its terminal: it has one also where no file leads there."""
    fields = read("/proc/self/stat").rpartition(")")[2].split()
    return {"leader": int(fields[3]), "terminal": int(fields[4])}


def status():
    lines = read("/proc/self/status").splitlines()
    wanted = ("Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp")
    return {line.split(":")[0]: line.split(":")[1].split() for line in lines if line.split(":")[0] in wanted}


def descriptors():
    return [number for number in range(1024) if worked(os.fstat, number)]


def network():
    families = {
        "tcp": (socket.AF_INET, socket.SOCK_STREAM, 0),
        "tcp6": (socket.AF_INET6, socket.SOCK_STREAM, 0),
        "udp": (socket.AF_INET, socket.SOCK_DGRAM, 0),
        "mptcp": (socket.AF_INET, socket.SOCK_STREAM, 262),
        "raw": (socket.AF_INET, socket.SOCK_RAW, 1),
        "packet": (socket.AF_PACKET, socket.SOCK_RAW, 0),
        "netlink": (socket.AF_NETLINK, socket.SOCK_RAW, 0),
        "vsock": (40, socket.SOCK_STREAM, 0),
        "alg": (38, socket.SOCK_SEQPACKET, 0),
        "bluetooth": (31, socket.SOCK_RAW, 1),
    }
    found = [
        name
        for name, (family, kind, protocol) in families.items()
        if worked(lambda f=family, k=kind, p=protocol: socket.socket(f, k, p).close())
    ]
    return found + (["dns"] if worked(socket.getaddrinfo, "example.org", 80) else [])


def neighbours(pids):
    """What can be done to processes of the grader."""
    found = []
    for pid in pids:
        deeds = {
            "signal": lambda: os.kill(pid, 0),
            "memory": lambda: open(f"/proc/{pid}/mem", "rb").close(),  # at its beginning nothing can be read
            "environment": lambda: read(f"/proc/{pid}/environ"),
            "files": lambda: os.readlink(f"/proc/{pid}/fd/0"),
            "root": lambda: os.listdir(f"/proc/{pid}/root"),
            "priority": lambda: os.setpriority(0, pid, 19),
            "affinity": lambda: os.sched_setaffinity(pid, {0}),
            "limits": lambda: limits(pid),
        }
        found += [name for name, deed in deeds.items() if worked(deed)]
    return sorted(set(found))


def limits(pid):
    import resource

    resource.prlimit(pid, resource.RLIMIT_CORE)


def places():
    """Where something can be written, outside the folder of this submission."""
    tried = [
        "/",
        "/etc",
        "/usr",
        "/usr/lib",
        "/bin",
        "/root",
        "/home",
        "/var/tmp",
        "/proc/sys/kernel",
        "/sys",
        "/dev",
        os.path.dirname(sys.executable),
        os.path.dirname(os.__file__),
        os.path.dirname(os.getcwd()),
    ]
    return [folder for folder in tried if worked(append, os.path.join(folder, "written-by-a-submission"))]


def executable(folder):
    """Whether what is written there can be had as machine code."""
    import mmap

    path = os.path.join(folder, "written-machine-code")
    with open(path, "w+b") as file:
        file.write(bytes(4096))
        file.flush()
        mmap.mmap(file.fileno(), 4096, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_EXEC).close()


def run_all(asked):
    calls = X86 if os.uname().machine == "x86_64" else ARM
    return {
        "secrets": {path: attempt(read, path) for path in asked["secrets"]},
        "seen": [path for path in asked["secrets"] if os.path.lexists(path)],
        "overwritten": [path for path in asked["secrets"] if worked(append, path)],
        "metadata": [
            path for path in asked["secrets"] if worked(os.utime, path, (1, 1)) and os.stat(path).st_mtime == 1
        ],
        "environment": dict(os.environ),
        "command line": read("/proc/self/cmdline").split("\0"),
        "memory": attempt(canaries_in_memory),
        "descriptors": descriptors(),
        "processes": sorted(int(name) for name in os.listdir("/proc") if name.isdigit()),
        "me": os.getpid(),
        "parent": os.getppid(),
        "status": status(),
        "network": network(),
        "sockets": [address for address in asked["sockets"] if worked(connect, address)],
        "neighbours": neighbours(asked["pids"]),
        "calls": {name: call(number) for name, number in calls.items()},
        "places": places(),
        "terminal": worked(lambda: os.close(os.open("/dev/tty", os.O_RDWR))),
        "session": session(),
        "typing": worked(__import__("fcntl").ioctl, 0, 0x5412, b"x"),
        "input": sys.stdin.read(),
        "setuid": attempt(os.setuid, 0),
        "host": os.uname().nodename,
        "node": platform.node(),
        "core": __import__("resource").getrlimit(__import__("resource").RLIMIT_CORE)[0],
        "executable": [folder for folder in (".", "/tmp", "/dev/shm") if worked(executable, folder)],
        "memory files": worked(os.memfd_create, "x"),
        "left by others": [path for path in asked["traces"] if os.path.exists(path)],
        "traces": [path for path in asked["traces"] if worked(append, path)],
        "signals": signal.getsignal(signal.SIGCHLD) == signal.SIG_DFL,
    }


if __name__ == "__main__":
    with open("asked.json") as file:
        print("FOUND " + json.dumps(run_all(json.load(file))), flush=True)
